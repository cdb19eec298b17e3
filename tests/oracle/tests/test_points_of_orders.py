"""Points worked out by hand; the arithmetic stands by each case."""

from datetime import UTC, date, datetime, timedelta

from tests.oracle.cases.points_cases import instants_and_points
from tests.oracle.cases.programme_cases import facts, june, order, programme, version
from tests.oracle.facts.feeds import Adjustment, Facts, Member, Order
from tests.oracle.local_days import first_instant, local_day
from tests.oracle.replay import Outcome, replay
from tests.oracle.tables.points_rows import PointsLedgerRow


def earned(outcome: Outcome) -> list[PointsLedgerRow]:
    """Return the ledger's earn entries."""
    return [row for row in outcome.points_ledger if row.entry_type == "earn"]


def test_earn() -> None:
    """Points are floored, by order or along the orders; nothing is no credit."""
    given = facts(order("a", 1, 1999), order("b", 2, 60), order("c", 3, 60))
    (row,) = earned(replay(given, programme(), june(3)))
    assert (row.entry_id, row.member_id, row.wallet) == ("earn:a", "ann", "main")
    assert row.points == 19
    rules = programme(version(points={"rounding": "carry"}))
    # 19.99 -> 19; 20.59 -> 20, one more; 21.19 -> 21, one more
    carried = earned(replay(given, rules, june(3)))
    assert [row.points for row in carried] == [19, 1, 1]


def test_points_end_in_line() -> None:
    """Points available later never end before earlier ones."""
    short = version(effective_from="2020-06-02", points={"validity_days": 2})
    rules = programme(version(points={"validity_days": 9}), short)
    given = facts(order("a", 1, 100), order("b", 2, 100), order("c", 10, 100))
    # available on the 15th, 16th, 24th; + 9, + 2, + 2 days: the 24th, 18th, 26th
    ends = [row.expires_at for row in earned(replay(given, rules, june(10)))]
    assert ends == [datetime(2020, 6, day, tzinfo=UTC) for day in (24, 24, 26)]


def test_clock_changes() -> None:
    """Days begin by the local clock; pending days are 24 hours each."""
    york = "America/New_York"
    assert local_day(datetime(2017, 3, 13, 3, 59, tzinfo=UTC), york).day == 12  # -4 h
    assert local_day(datetime(2017, 3, 12, 4, 59, tzinfo=UTC), york).day == 11  # -5 h
    assert first_instant(date(2017, 3, 12), york).hour == 5
    assert first_instant(date(2017, 3, 13), york).hour == 4
    # In Sao Paulo that midnight was skipped: 00:00 -03 was already 01:00 -02.
    assert first_instant(date(2018, 11, 4), "America/Sao_Paulo").hour == 3
    # 4 March 23:30 -5 h, 336 hours on, is 19 March 00:30 -4 h: ends 365 days later.
    bought = datetime(2017, 3, 5, 4, 30, tzinfo=UTC)
    given = Facts([Member("ann", bought)], [Order("a", "ann", bought, 100, "USD")])
    (row,) = earned(replay(given, programme(timezone=york), date(2017, 3, 4)))
    assert row.available_at == datetime(2017, 3, 19, 4, 30, tzinfo=UTC)
    assert row.expires_at == datetime(2018, 3, 19, 4, tzinfo=UTC)


def local_end(instant: datetime, timezone: str, days: int) -> datetime:
    """Return when points given at an instant expire if valid for so many days."""
    points = {"validity_days": days}
    moved = Facts([Member("ann", instant)])
    moved.adjustments.append(Adjustment("a", "ann", instant, 1))
    rules = programme(version(points=points), timezone=timezone)
    at, _ = instants_and_points(replay(moved, rules, instant.date()), "expire:")[
        "adjust:a"
    ]
    return at


def test_points_expire_as_a_local_day_begins_however_long_it_is() -> None:
    noon = datetime(2017, 11, 4, 16, tzinfo=UTC)
    # the 5th begins 4 hours behind UTC and has 25 hours
    begins = datetime(2017, 11, 5, 4, tzinfo=UTC)
    assert local_end(noon, "America/New_York", 1) == begins
    assert local_end(noon, "America/New_York", 2) == begins + timedelta(hours=25)
    # midnight of the 4th is skipped: that day begins at 01:00, 2 hours behind UTC
    noon = datetime(2018, 11, 3, 15, tzinfo=UTC)
    begins = datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert local_end(noon, "America/Sao_Paulo", 1) == begins
