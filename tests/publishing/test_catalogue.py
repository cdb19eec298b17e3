"""The catalogue of published tables: every mart, its rows in a total order."""

from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from tests.support.cli import REPOSITORY

MARTS = {
    file.stem: file for file in (REPOSITORY / "dbt_project/models/marts").rglob("*.sql")
}


def test_the_catalogue_is_exactly_the_marts() -> None:
    assert sorted(MARTS) == list(CATALOGUE)


def _order(mart: Path) -> list[str]:
    """The columns that a mart's rows are in the order of, as its SQL ends."""
    *_, last = mart.read_text(encoding="utf-8").rstrip().split("\n")
    words, columns = last[: len("order by ")], last[len("order by ") :]
    assert words == "order by ", mart
    return columns.split(", ")


@pytest.mark.parametrize("table", CATALOGUE)
def test_rows_are_published_in_a_total_order(demo_home: Home, table: str) -> None:
    columns = _order(MARTS[table])
    file = Build(demo_home).published / f"{table}.parquet"
    key = ", ".join(columns)
    is_missing = " or ".join(f"{column} is null" for column in columns)
    places = (
        f"select row_number() over () as place, count(*) over (partition by {key}) as"
        f" rows, {is_missing} as is_missing, row_number() over (order by {key}) as due"
        f" from '{file}'"
    )
    wrong = f"from ({places}) where place <> due or rows > 1 or is_missing limit 3"
    assert duckdb.execute(wrong).fetchall() == []
