"""The programme's local days as a table, so that no engine does zone arithmetic.

A *segment* is a stretch of instants of one local day. Most days are one segment; where
clocks go back over midnight a day has two. Every segment is cut at UTC midnights, so
that an instant finds its segment by equality of the UTC date and one comparison.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

FIRST = date(1900, 1, 1)
LAST = date(2199, 12, 31)
_DAY = timedelta(days=1)

Segment = tuple[date, datetime, datetime, date]


def zone(name: str) -> ZoneInfo:
    """The zone as the pinned `tzdata` has it, not as this machine does."""
    source = files("tzdata.zoneinfo").joinpath(*name.split("/"))
    with source.open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


def segments(
    zone: ZoneInfo, first: date = FIRST, last: date = LAST
) -> Iterator[Segment]:
    """Rows (utc_on, starts_at, ends_at, local_on), instants as naive UTC.

    They cover every instant of the UTC dates `first` to `last`, ends excluded.
    """
    start = datetime(first.year, first.month, first.day)
    days = (last - first).days + 1
    offsets = [_offset(zone, start + number * _DAY) for number in range(days + 1)]
    for number, (old, new) in enumerate(pairwise(offsets)):
        midnight = start + number * _DAY
        change = midnight if old == new else _change(zone, midnight)
        local = _local_days(midnight, change, old)
        for begin, end, local_on in _joined(
            [*local, *_local_days(change, midnight + _DAY, new)]
        ):
            yield midnight.date(), begin, end, local_on


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _change(zone: ZoneInfo, midnight: datetime) -> datetime:
    """The second of a UTC date at which the offset changes."""
    low, high = 0, 86_400
    old = _offset(zone, midnight)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, midnight + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return midnight + timedelta(seconds=high)


def _local_days(
    begin: datetime, end: datetime, offset: timedelta
) -> Iterator[tuple[datetime, datetime, date]]:
    """The stretches of one local day each between two instants with one offset."""
    while begin < end:
        local_on = (begin + offset).date()
        following = (
            datetime(local_on.year, local_on.month, local_on.day) + _DAY - offset
        )
        yield begin, min(following, end), local_on
        begin = following


def _joined(
    stretches: list[tuple[datetime, datetime, date]],
) -> list[tuple[datetime, datetime, date]]:
    """Neighbouring stretches of the same local day as one."""
    joined = stretches[:1]
    for begin, end, local_on in stretches[1:]:
        if local_on == joined[-1][2]:
            joined[-1] = (joined[-1][0], end, local_on)
        else:
            joined.append((begin, end, local_on))
    return joined


def first_instants(segments: list[Segment]) -> dict[date, datetime]:
    """Each local day's first instant; a day the zone skipped has the next one's."""
    starts: dict[date, datetime] = {}
    for _, begin, _, local_on in segments:
        starts.setdefault(local_on, begin)
    day, end = min(starts), max(starts)
    skipped = [
        day + number * _DAY
        for number in range((end - day).days)
        if day + number * _DAY not in starts
    ]
    for missing in reversed(skipped):
        starts[missing] = starts[missing + _DAY]
    return starts


def yesterday(timezone: str, now: datetime | None = None) -> date:
    """The last whole local day: what a run is about unless it is told otherwise."""
    local = (now or datetime.now(UTC)).astimezone(zone(timezone))
    return local.date() - _DAY
