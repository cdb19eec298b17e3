"""What the demonstration takes in, and what it says at the end."""

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE

FIGURES = {
    "orders": 155_848,
    "members": 2_469,
    "campaigns": 27,
    "campaign_targets": 6_589,
    "activity_events": 7_737,
}


@pytest.mark.parametrize(("feed", "rows"), FIGURES.items())
def test_the_lake_holds_every_row_of_the_source(
    demo_home: Home, feed: str, rows: int
) -> None:
    lake = demo_home.lake / feed / "**" / "*.parquet"
    found = duckdb.execute("select count(*) from read_parquet(?)", [str(lake)])
    assert found.fetchall() == [(rows,)]


def test_the_lake_holds_every_cent_of_the_source(demo_home: Home) -> None:
    lake = demo_home.lake / "orders" / "**" / "*.parquet"
    found = duckdb.execute("select sum(amount_cents) from read_parquet(?)", [str(lake)])
    assert found.fetchall() == [(459_603_958,)]


def test_each_member_has_one_tier_for_every_day_from_registration_on(
    demo_home: Home,
) -> None:
    with duckdb.connect(str(Build(demo_home).published / "loyalty.duckdb")) as tables:
        wrong = tables.execute("""
            select members.member_id, days.day, count(history.member_id)
            from members
            cross join (
                select cast('2016-12-31' as date) + cast(n as integer) as day
                from range(1100) as t(n)
            ) as days
            left join member_tier_history as history
                on members.member_id = history.member_id
                and days.day >= history.valid_from
                and (history.valid_to is null or days.day < history.valid_to)
            group by members.member_id, members.registered_on, days.day
            having count(history.member_id)
                <> case when days.day >= members.registered_on then 1 else 0 end
        """).fetchall()
    assert wrong == []


def test_no_published_table_holds_a_contact(demo_home: Home) -> None:
    with duckdb.connect(str(Build(demo_home).published / "loyalty.duckdb")) as tables:
        columns = tables.execute(
            "select column_name from information_schema.columns"
        ).fetchall()
    assert not {"email", "phone", "birth_date"} & {name for (name,) in columns}


def test_the_publication_describes_itself(demo_home: Home) -> None:
    with duckdb.connect(str(Build(demo_home).published / "loyalty.duckdb")) as tables:
        described = tables.execute(
            'select table_name, "rows", cast(as_of as varchar) from _publication'
        ).fetchall()
        counted = [
            (name, tables.table(name).count("*").fetchall()[0][0], "2017-12-31")
            for name, _, _ in described
        ]
    assert described == counted
    assert [name for name, _, _ in described] == list(CATALOGUE)


def test_the_end_says_what_was_published_and_what_is_not_there(demo_home: Home) -> None:
    said = (demo_home.root / "said.txt").read_text()
    for words in (
        "member_tiers",
        "Diamond",
        "Seconds:",
        str(Build(demo_home).published),
    ):
        assert words in said
