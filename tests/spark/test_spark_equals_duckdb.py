"""Every table that the models make is the same on both engines, row by row."""

import pytest

from tests.spark.lakes import demonstration, histories
from tests.spark.warehouses import Warehouses, build_both

pytestmark = pytest.mark.spark

LAKES = {"histories": histories, "demonstration": demonstration}
each_lake = pytest.mark.parametrize("lake", LAKES)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Warehouses]:
    """Each lake, built with all data tests by DuckDB and by Spark."""
    return {
        name: build_both(fill(tmp_path_factory.mktemp(name)))
        for name, fill in LAKES.items()
    }


@each_lake
def test_both_make_the_same_tables(built: dict[str, Warehouses], lake: str) -> None:
    tables = built[lake].of_spark()
    assert tables == built[lake].of_duckdb()
    assert "marts.members" in tables


@each_lake
def test_columns_have_the_same_names_and_types(
    built: dict[str, Warehouses], lake: str
) -> None:
    for table in sorted(built[lake].of_duckdb()):
        mine, theirs = built[lake].columns(table)
        assert mine == theirs, table


@each_lake
def test_rows_are_equal(built: dict[str, Warehouses], lake: str) -> None:
    tables = sorted(built[lake].of_duckdb())
    differing = {table: built[lake].differing(table) for table in tables}
    assert not {table: rows for table, rows in differing.items() if rows}


def test_no_table_is_empty_in_each_lake(built: dict[str, Warehouses]) -> None:
    rows = {
        table: sum(warehouses.count(table) for warehouses in built.values())
        for table in built["demonstration"].of_duckdb()
    }
    assert not [table for table, count in rows.items() if not count]
