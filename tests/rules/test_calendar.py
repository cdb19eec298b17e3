"""The calendar of local days agrees with the zone at every instant."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from loyalty_pipeline.rules.calendar import Segment, first_instants, segments, zone

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
ZONES = [
    ("America/New_York", 2023, 2026),
    ("Asia/Shanghai", 1985, 1992),
    ("Europe/London", 2023, 2026),
    ("America/St_Johns", 1990, 2010),
    ("America/Sao_Paulo", 2010, 2020),
    ("America/Havana", 2010, 2020),
    ("Pacific/Apia", 2010, 2013),
    ("Pacific/Kwajalein", 1992, 1995),
    ("Australia/Lord_Howe", 2020, 2024),
    ("Africa/Casablanca", 2018, 2026),
    ("Europe/Amsterdam", 1915, 1941),
    ("Asia/Manila", 1940, 1946),
    ("UTC", 2024, 2025),
]


def local_day(rules: ZoneInfo, instant: datetime) -> date:
    return instant.replace(tzinfo=UTC).astimezone(rules).date()


def changes(rules: ZoneInfo, first: int, last: int) -> list[datetime]:
    """The hours of some years before which the zone changed its offset."""
    hours = (datetime(last, 1, 1) - datetime(first, 1, 1)) // HOUR
    grid = [datetime(first, 1, 1) + number * HOUR for number in range(hours)]
    offsets = [at.replace(tzinfo=UTC).astimezone(rules).utcoffset() for at in grid]
    pairs = zip(grid[1:], pairwise(offsets), strict=True)
    return [at for at, (old, new) in pairs if old != new]


def found_day(rows: list[Segment], starts: list[datetime], at: datetime) -> date:
    utc_on, starts_at, ends_at, local_on = rows[bisect_right(starts, at) - 1]
    assert starts_at <= at < ends_at
    assert utc_on == at.date()
    return local_on


def probes(rules: ZoneInfo, first: int, last: int) -> list[datetime]:
    """Instants around every change and midnight near it, and some at random."""
    random = Random(first)
    span = int((datetime(last, 1, 1) - datetime(first, 1, 1)).total_seconds())
    anywhere = [
        datetime(first, 1, 1) + random.randrange(span) * SECOND for _ in range(1_000)
    ]
    around = [
        change + offset
        for change in changes(rules, first, last)
        for minute in range(-1_500, 1_500, 15)
        for offset in (minute * 60 * SECOND, minute * 60 * SECOND - SECOND)
    ]
    ends = datetime(first, 1, 1), datetime(last, 1, 1) - SECOND
    return [at for at in [*anywhere, *around, *ends] if ends[0] <= at <= ends[1]]


@pytest.mark.parametrize(("name", "first", "last"), ZONES)
def test_a_segment_has_the_zones_local_day(name: str, first: int, last: int) -> None:
    rules = zone(name)
    rows = list(segments(rules, date(first, 1, 1), date(last - 1, 12, 31)))
    starts = [row[1] for row in rows]
    for at in probes(rules, first, last):
        assert found_day(rows, starts, at) == local_day(rules, at), at


@pytest.mark.parametrize(("name", "first", "last"), ZONES)
def test_segments_cover_every_instant_once(name: str, first: int, last: int) -> None:
    rows = list(segments(zone(name), date(first, 1, 1), date(last - 1, 12, 31)))
    assert rows[0][1] == datetime(first, 1, 1)
    assert rows[-1][2] == datetime(last, 1, 1)
    assert all(begin < end for _, begin, end, _ in rows)
    assert all(old[2] == new[1] for old, new in pairwise(rows))
    assert all(
        on == begin.date() == (end - timedelta(microseconds=1)).date()
        for on, begin, end, _ in rows
    )


@pytest.mark.parametrize(("name", "first", "last"), ZONES)
def test_a_day_starts_at_its_first_instant(name: str, first: int, last: int) -> None:
    """No instant before it has that local day or a later one."""
    rows = list(segments(zone(name), date(first, 1, 1), date(last - 1, 12, 31)))
    firsts = first_instants(rows)
    days = sorted(firsts)
    assert [day + DAY for day in days[:-1]] == days[1:]
    for day in days[1:]:
        wanted = next(begin for _, begin, _, local_on in rows if local_on >= day)
        assert firsts[day] == wanted, day


def test_the_day_that_apia_skipped_starts_with_the_next() -> None:
    rows = list(segments(zone("Pacific/Apia"), date(2011, 12, 1), date(2012, 1, 31)))
    firsts = first_instants(rows)
    assert date(2011, 12, 30) not in {row[3] for row in rows}
    assert firsts[date(2011, 12, 30)] == firsts[date(2011, 12, 31)]
    assert firsts[date(2011, 12, 31)] == datetime(2011, 12, 30, 10)
