"""Facts that wait: told where they are many of a day, and too many hold the day."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder, read_record
from loyalty_pipeline.guard import held_days
from loyalty_pipeline.guard.waiting_examples import with_examples
from loyalty_pipeline.guard.waiting_facts import (
    Waiting,
    told,
    too_many,
    waiting_facts,
)
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.staged_rows import land, promote, quoted, row

DAY = date(2025, 1, 2)
NEXT = date(2025, 1, 3)


def _build(root: Path) -> Build:
    return Build(Home(root / "home"))


def _warehouse(build: Build, *waiting: tuple[str, str, str, date]) -> None:
    """A build of three members that holds these facts back."""
    with duckdb.connect(str(build.warehouse)) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_members as select *"
            " from (values ('000417'), ('000088'), ('009020')) as m (member_id)"
        )
        connection.execute(
            "create table intermediate.int_held_back (feed varchar, fact_key varchar,"
            " waiting_for varchar, since date)"
        )
        if waiting:
            connection.executemany(
                "insert into intermediate.int_held_back values (?, ?, ?, ?)", waiting
            )


def _orders(root: Path, *members: str) -> None:
    rows = [
        row("orders", order_id=quoted(f"Z-{n}"), member_id=quoted(member))
        for n, member in enumerate(members, start=1)
    ]
    land(root, "orders", " union all ".join(rows))
    promote(root, Home(root / "home"))


def _day(waiting: int, facts: int, *days: date) -> Waiting:
    return Waiting("orders", "member", days or (DAY,), waiting, facts)


def test_the_ids_that_lost_their_zeros_are_told_beside_those_known(
    tmp_path: Path,
) -> None:
    _orders(tmp_path, "417", "9020", "88")
    build = _build(tmp_path)
    keys = ("Z-1", "Z-2", "Z-3")
    _warehouse(build, *(("orders", key, "member", DAY) for key in keys))
    (found,) = waiting_facts(build, [("orders", DAY)])
    assert found == _day(3, 3)
    assert found.is_loud
    assert with_examples(build, found) == (
        "3 of 3 orders landed on 2025-01-02 name members that are not known,"
        " such as 417, 9020, 88 (members known: 000088, 000417 …)"
    )
    assert "417" not in str(found)


def test_a_key_of_two_columns_finds_its_fact(tmp_path: Path) -> None:
    land(
        tmp_path,
        "campaign_targets",
        "select 'spring' as campaign_id, unnest(['417', '88']) as member_id",
    )
    promote(tmp_path, Home(tmp_path / "home"), "campaign_targets")
    build = _build(tmp_path)
    _warehouse(build, ("campaign_targets", "spring:88", "member", DAY))
    (found,) = waiting_facts(build, [("campaign_targets", DAY)])
    assert (found.waiting, found.facts) == (1, 2)
    assert "such as 88 (" in with_examples(build, found)


@pytest.mark.parametrize("name", FEEDS)
def test_each_thing_waited_for_is_a_column_of_the_feed(
    tmp_path: Path, name: str
) -> None:
    """As the model has it: other feeds' facts never wait."""
    needs = {
        "orders": ["member", "currency"],
        "order_returns": ["order"],
        "activity_events": ["member"],
        "redemptions": ["member", "wallet"],
        "adjustments": ["member", "wallet"],
        "tier_grants": ["member", "tier"],
        "benefit_uses": ["member"],
        "campaigns": ["tier", "wallet"],
        "campaign_targets": ["member", "campaign"],
    }
    build = _build(tmp_path)
    lake = build.home.lake / name
    lake.mkdir(parents=True)
    _warehouse(build)
    from loyalty_pipeline import duck
    from loyalty_pipeline.feeds.row_sql import lake_columns

    columns = duck.no_rows(lake_columns(FEEDS[name]))
    duck.write_parquet(lake / "columns.parquet", columns)
    for thing in needs.get(name, []):
        found = Waiting(name, thing, (DAY,), 1, 1)
        assert with_examples(build, found).startswith(f"1 of 1 {name} landed on")


def test_what_waits_of_other_days_is_not_judged(tmp_path: Path) -> None:
    _orders(tmp_path, "417")
    build = _build(tmp_path)
    _warehouse(build, ("orders", "Z-1", "member", DAY))
    assert waiting_facts(build, [("orders", NEXT)]) == []
    assert waiting_facts(build, []) == []


@pytest.mark.parametrize(
    ("waiting", "facts", "loud", "held"),
    [
        (1, 1, True, False),  # all of them, however few
        (2, 3, True, False),
        (1, 2, False, False),
        (19, 19, True, False),
        (20, 20, True, True),
        (20, 39, True, True),
        (20, 40, True, False),  # half is not most
        (20, 400, False, False),
        (20, 399, True, False),
        (19, 100, False, False),
    ],
)
def test_a_share_counts_from_a_least_number_on(
    waiting: int, facts: int, *, loud: bool, held: bool
) -> None:
    found = [_day(waiting, facts)]
    assert told(found) == (found if loud else [])
    assert too_many(found, 0.5) == (found if held else [])
    assert too_many(found, 1) == []


def test_days_of_a_few_facts_count_together() -> None:
    """A year of three orders a day: no day alone is enough to hold anything."""
    together, first, second = _day(30, 33, DAY, NEXT), _day(3, 3), _day(27, 30, NEXT)
    small = [together, first, second]
    assert told(small) == [together]
    assert too_many(small, 0.5) == [first, second]


def test_one_spoiled_day_of_many_is_told_by_itself() -> None:
    together, spoiled = _day(100, 40_000, DAY, NEXT), _day(100, 100, NEXT)
    assert told([together, spoiled]) == [spoiled]
    assert too_many([together, spoiled], 0.5) == [spoiled]


def test_a_held_day_passes_once_released_and_says_so(tmp_path: Path) -> None:
    _orders(tmp_path, "417")
    home, day = Home(tmp_path / "home"), ("orders", DAY)
    assert not held_days.judge_waiting(home, [day], {day: ["they wait"]})
    assert held_days.waiting_days(home) == [day]
    assert not held_days.judge_waiting(home, [day], {day: ["they wait"]})
    held_days.release(home, DAY)
    assert held_days.judge_waiting(home, [day], {day: ["they wait"]})
    assert held_days.held_days(home) == []
    record = read_record(day_folder(home.lake, "orders", DAY))
    assert record is not None
    assert record["released"] == ["they wait"]


def test_a_held_day_passes_once_its_facts_wait_no_more(tmp_path: Path) -> None:
    _orders(tmp_path, "417")
    home, day = Home(tmp_path / "home"), ("orders", DAY)
    assert not held_days.judge_waiting(home, [day], {day: ["they wait"]})
    assert held_days.judge_waiting(home, [day], {})
    assert held_days.held_days(home) == []
    record = read_record(day_folder(home.lake, "orders", DAY))
    assert record is not None
    assert "released" not in record
