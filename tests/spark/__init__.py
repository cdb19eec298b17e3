"""The same models on DuckDB and on Spark: equal tables."""
