"""What changes from publication to publication can be read on from any point."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from loyalty_pipeline.publishing.publication import About
from loyalty_pipeline.publishing.publish import publish
from tests.programmes.computed_programme import Outcome, built
from tests.programmes.test_club import LANDED, RULES

DAYS = (date(2025, 6, 14), date(2025, 6, 30), date(2025, 6, 30))

# What who has read all changes takes the tables to be.
TIERS = """
    select member_id, to_tier_code from tier_changes
    qualify row_number() over (partition by member_id order by sequence desc) = 1
"""
BENEFITS = """
    select * exclude (sequence, as_of, change) from benefit_changes
    qualify change <> 'withdrawn' and 1 = row_number() over (
        partition by member_id, benefit_code order by sequence desc
    )
"""


@pytest.fixture(scope="module")
def publications(programmes: Path) -> list[Outcome]:
    """The club as published on two days, and then once more as it is."""
    return [_published(programmes, f"run-{n}", day) for n, day in enumerate(DAYS)]


def _published(folder: Path, run: str, day: date) -> Outcome:
    home: Home = built(folder, RULES, LANDED, day)
    publish(Build(home), About(run, day, "rules", run, ""), "{}", CATALOGUE)
    kept = folder / f"{run}.duckdb"
    Build(home).marts.rename(kept)
    return Outcome(kept)


def test_all_changes_together_are_the_tables(publications: list[Outcome]) -> None:
    for tables in publications:
        held = "select member_id, tier_code from member_tiers"
        assert set(tables.ask(f"{held} where tier_code <> 'none'")) == {
            row for row in tables.ask(TIERS) if row[1] != "none"
        }
        had = "select member_id, benefit_code, kind, value_bp, amount_cents"
        assert sorted(tables.ask(f"{had} from member_benefits"), key=str) == sorted(
            tables.ask(BENEFITS), key=str
        )


@pytest.mark.parametrize("table", ["tier_changes", "benefit_changes"])
def test_changes_are_numbered_on_and_never_rewritten(
    publications: list[Outcome], table: str
) -> None:
    first, second, again = (
        tables.ask(f"from {table} order by sequence") for tables in publications
    )
    assert 0 < len(first) < len(second)
    assert second[: len(first)] == first
    assert [row[0] for row in second] == list(range(1, len(second) + 1))
    # and where nothing has changed nothing is added
    assert again == second


def test_a_member_is_followed_through_the_changes(publications: list[Outcome]) -> None:
    def read(query: str) -> list[tuple[Any, ...]]:
        return publications[-1].ask(query)

    # ivy's grant begins on the 20th, jon buys on the 29th.
    assert read(
        "select member_id, from_tier_code, to_tier_code, as_of from tier_changes"
        " where as_of > date '2025-06-14' order by sequence"
    ) == [
        ("ivy", "none", "gold", DAYS[1]),
        ("jon", "none", "silver", DAYS[1]),
        ("kim", "none", "silver", DAYS[1]),
        ("lou", "none", "silver", DAYS[1]),
    ]
    # On the 14th fay still had the half price of the campaign that is over by now.
    assert read(
        "select benefit_code, change, value_bp, as_of from benefit_changes"
        " where member_id = 'fay' order by sequence"
    ) == [
        ("campaign:over", "granted", 5000, DAYS[0]),
        ("june", "granted", None, DAYS[0]),
        ("campaign:over", "withdrawn", None, DAYS[1]),
        ("campaign:sale", "granted", 1500, DAYS[1]),
    ]


def test_what_is_told_otherwise_is_listed_once(publications: list[Outcome]) -> None:
    # Nothing that the first publication told as done has changed since.
    assert [tables.ask("from ledger_restatements") for tables in publications] == [
        *([], [], []),
    ]
