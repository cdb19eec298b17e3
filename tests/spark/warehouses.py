"""One lake built by both engines, and the tables that they make of it."""

from typing import Any

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.spark.lakes import Lake
from tests.support.cli import REPOSITORY
from tests.support.engine import build

Row = tuple[Any, ...]

# What `wide` of dialect.sql makes in each.
_WIDE = {"HUGEINT": "DECIMAL(38,0)"}

SPARK_DBT = REPOSITORY / ".venv-spark" / "bin" / "dbt"


def build_both(lake: Lake) -> "Warehouses":
    """Build every model and run every data test with DuckDB, then with Spark."""
    build(lake.home, lake.programme)
    # What dbt has parsed for one engine is of no use to the other.
    parsed = str(lake.home.root / "dbt-spark")
    spark = ("--target", "spark", "--target-path", parsed)
    build(lake.home, lake.programme, SPARK_DBT, spark)
    return Warehouses(lake.home)


class Warehouses:
    """The tables of both engines side by side, read by DuckDB."""

    def __init__(self, home: Home) -> None:
        self._tables = duckdb.connect(str(Build(home).warehouse), read_only=True)
        marts = duck.literal(Build(home).marts)
        self._tables.execute(f"attach {marts} as marts (read_only)")
        self._folder = home.root / "spark"

    def of_duckdb(self) -> set[str]:
        """The tables of DuckDB, each with its schema."""
        found = self._rows(
            "select case database_name when 'marts' then 'marts' else schema_name end,"
            " table_name from duckdb_tables()"
        )
        return {f"{schema}.{name}" for schema, name in found}

    def of_spark(self) -> set[str]:
        """The tables of Spark, each with its schema."""
        folders = self._folder.glob("*.db/*")
        return {f"{f.parent.name.removesuffix('.db')}.{f.name}" for f in folders}

    def count(self, table: str) -> int:
        """How many rows a table has in DuckDB."""
        ((rows,),) = self._rows(f"select count(*) from {table}")
        return int(rows)

    def columns(self, table: str) -> tuple[list[Row], list[Row]]:
        """Names and types of a table's columns, of DuckDB and of Spark."""
        relations = (table, self._spark(table))
        mine, theirs = (self._rows(f"describe from {r}") for r in relations)
        wide = [(name, _WIDE.get(kind, kind)) for name, kind, *_ in mine]
        return wide, [row[:2] for row in theirs]

    def differing(self, table: str) -> list[Row]:
        """Some rows that one of the two has and the other has not, or not as often."""
        mine, theirs = f"from {table}", f"from {self._spark(table)}"
        return self._rows(
            f"(select 'duckdb', * from ({mine} except all {theirs}) limit 3)"
            f" union all (select 'spark', * from ({theirs} except all {mine}) limit 3)"
        )

    def _spark(self, table: str) -> str:
        schema, name = table.split(".")
        return duck.everything(self._folder / f"{schema}.db" / name)

    def _rows(self, query: str) -> list[Row]:
        return self._tables.execute(query).fetchall()
