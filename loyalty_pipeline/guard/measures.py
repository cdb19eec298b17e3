"""A day as one row of numbers, which the rules of its feed are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    Profile,
    accepted,
    rows_of_files,
)
from loyalty_pipeline.guard import day_columns, rejected_share
from loyalty_pipeline.guard.history import History
from loyalty_pipeline.guard.measure import Measure, to_trailing
from loyalty_pipeline.guard.profiles import amounts, may_be_empty

_MEDIAN, _NINTH_DECILE = 1, 2
_ENOUGH = 5  # values that make a share or a quantile worth to be compared
_USUAL = 10  # rows of a usual day that make their number worth to be compared


@dataclass(frozen=True)
class Day:
    """A staged day, what the lake has of it, and the days before it."""

    feed: Feed
    day: date
    record: DayRecord
    own: DayRecord | None
    earlier: Mapping[date, DayRecord]

    @property
    def let_in(self) -> list[date]:
        """The earlier days that were let in in spite of what was found."""
        return [day for day, record in self.earlier.items() if "released" in record]


def measures(
    feed: Feed, day: date, record: DayRecord, history: History
) -> dict[str, Measure]:
    """Every number that a rule of the feed may be about, by its column's name."""
    own = history.of(day)
    it = Day(feed, day, record, own, history.before(day))
    known = [*it.earlier.values(), *([own] if own else [])]
    return {
        "nothing_readable": rejected_share.nothing_readable(record),
        "rejected_share": rejected_share.rows(record),
        "unreadable_share": rejected_share.unreadable(record),
        "rows_to_trailing_median": _rows(it),
        "rows_lost_share": _lost(it, with_files=False),
        "rows_lost_with_files": _lost(it, with_files=True),
        "columns_gone": day_columns.gone(feed, record, known),
        "columns_unknown_and_new": day_columns.unknown(record, known),
        **_null_shares(it),
        **_quantiles(it),
    }


def columns(feed: Feed) -> set[str]:
    """The names of all numbers about a day of a feed."""
    nothing = DayRecord(files=[], counts=[])
    it = Day(feed, date.min, nothing, None, {})
    return {*_FOR_EVERY_FEED, *_null_shares(it), *_quantiles(it)}


_FOR_EVERY_FEED = (
    "nothing_readable",
    "rejected_share",
    "unreadable_share",
    "rows_to_trailing_median",
    "rows_lost_share",
    "rows_lost_with_files",
    "columns_gone",
    "columns_unknown_and_new",
)


def _rows(it: Day) -> Measure:
    earlier = {day: float(accepted(record)) for day, record in it.earlier.items()}
    rows = accepted(it.record)
    found = to_trailing(it.day, rows, earlier, it.let_in)
    if found is None or found[1] < _USUAL:
        return Measure(None)
    ratio, usual = found
    says = f"{rows:,} rows, where the days before had {usual:,.0f}"
    return Measure(ratio, abs(rows - usual), len(earlier), says)


def _lost(it: Day, with_files: bool) -> Measure:
    """Rows that the lake has of the day, and the day no longer; whether with files."""
    if it.own is None:
        return Measure(None)
    now = rows_of_files(it.record)
    files = [name for name, rows in rows_of_files(it.own).items() if rows]
    gone = [name for name in files if name not in now]
    before, after = accepted(it.own), accepted(it.record)
    lost = max(before - after, 0) if bool(gone) == with_files else 0
    which = f", without {', '.join(gone)}" if gone else ""
    says = f"{after:,} rows{which}, where the lake has {before:,} of this day"
    return Measure(lost if with_files else lost / max(before, 1), lost, 1, says)


def _null_shares(it: Day) -> dict[str, Measure]:
    """By how much the share of rows without a value has risen, a column each."""
    return {
        f"{column.lake_name}_null_share_rise": _null_share(it, column.lake_name)
        for column in may_be_empty(it.feed)
    }


def _null_share(it: Day, name: str) -> Measure:
    earlier = [_rows_and_filled(each, name) for each in it.earlier.values()]
    before = sum(rows for rows, _ in earlier)
    rows, filled = _rows_and_filled(it.record, name)
    if not before or rows < _ENOUGH:
        return Measure(None)
    let_in = [_rows_and_filled(it.earlier[day], name) for day in it.let_in]
    all_of_them = before, sum(values for _, values in earlier)
    usual = min(map(_share, [all_of_them, *let_in]))
    rise = usual - filled / rows
    says = (
        f"{rows - filled:,} of {rows:,} rows have no {name},"
        f" of earlier days' rows {1 - usual:.0%}"
    )
    return Measure(max(rise, 0.0), rise * rows, len(earlier), says)


def _share(counts: tuple[int, int]) -> float:
    rows, filled = counts
    return filled / rows if rows else 1.0


def _rows_and_filled(record: DayRecord, name: str) -> tuple[int, int]:
    profile = record.get("profile")
    if profile is None or name not in profile["filled"]:
        return 0, 0
    return sum(profile["live"].values()), profile["filled"][name]


def _quantiles(it: Day) -> dict[str, Measure]:
    """How many times the usual median and ninth decile of each amount a day has."""
    return {
        f"{column.lake_name}_{says}_to_trailing": _quantile(it, column.lake_name, place)
        for column in amounts(it.feed)
        for says, place in (("median", _MEDIAN), ("ninth_decile", _NINTH_DECILE))
    }


def _quantile(it: Day, name: str, place: int) -> Measure:
    """Of the most frequent unit (currency) of the day."""
    units = _known(it.record.get("profile"), name)
    if not units:
        return Measure(None)
    unit = max(units, key=lambda each: units[each][0])
    return _of_unit(it, name, unit, place)


def _of_unit(it: Day, name: str, unit: str, place: int) -> Measure:
    now = _known(it.record.get("profile"), name)[unit]
    earlier = {
        day: float(known[unit][place])
        for day, record in it.earlier.items()
        for known in [_known(record.get("profile"), name)]
        if unit in known and known[unit][0] >= _ENOUGH
    }
    found = to_trailing(it.day, now[place], earlier, it.let_in)
    if found is None or now[0] < _ENOUGH:
        return Measure(None)
    ratio, usual = found
    says = (
        f"{'half' if place == _MEDIAN else 'nine tenths'} of the {now[0]:,} values of"
        f" {name}{f' in {unit}' if unit else ''} are at most {now[place]:,},"
        f" on the days before {usual:,.0f}"
    )
    return Measure(ratio, now[0], len(earlier), says)


def _known(profile: Profile | None, name: str) -> dict[str, list[int]]:
    return profile["amounts"].get(name, {}) if profile else {}
