"""The catalogue of published tables: every mart, each by a key that is unique."""

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE, PublishedTable
from loyalty_pipeline.publishing.publication import DATABASE
from tests.support.cli import REPOSITORY


def test_the_catalogue_is_exactly_the_marts() -> None:
    marts = (REPOSITORY / "dbt_project/models/marts").rglob("*.sql")
    assert sorted(file.stem for file in marts) == list(CATALOGUE)


@pytest.mark.parametrize("table", CATALOGUE.values(), ids=CATALOGUE)
def test_a_key_names_one_row(demo_home: Home, table: PublishedTable) -> None:
    key = ", ".join(table.key)
    file = str(Build(demo_home).published / DATABASE)
    with duckdb.connect(file, read_only=True) as published:
        repeated = published.execute(
            f"select {key} from {table.name} group by {key} having count(*) > 1"
        ).fetchall()
        missing = published.execute(
            f"select {key} from {table.name}"
            f" where {' or '.join(f'{column} is null' for column in table.key)}"
        ).fetchall()
    assert (repeated, missing) == ([], [])


@pytest.mark.parametrize("table", CATALOGUE.values(), ids=CATALOGUE)
def test_rows_are_published_in_the_order_of_the_key(
    demo_home: Home, table: PublishedTable
) -> None:
    file = Build(demo_home).published / f"{table.name}.parquet"
    places = (
        "select row_number() over () as place,"
        f" row_number() over (order by {table.order}) as due from '{file}'"
    )
    misplaced = duckdb.execute(f"from ({places}) where place <> due limit 3")
    assert misplaced.fetchall() == []
