"""How much of a day's columns is filled, and how large its amounts are."""

from loyalty_pipeline.feeds.day_record import DayRecord, Profile
from loyalty_pipeline.feeds.given import with_default
from loyalty_pipeline.guard.compared_day import Day
from loyalty_pipeline.guard.measure import Measure, to_trailing
from loyalty_pipeline.guard.profiles import amounts, may_be_empty

_MEDIAN, _NINTH_DECILE = 1, 2
_ENOUGH = 5  # values that make a share or a quantile worth to be compared


def null_shares(it: Day) -> dict[str, Measure]:
    """By how much the share of rows without a value has risen, a column each."""
    return {
        f"{column.lake_name}_null_share_rise": _null_share(it, column.lake_name)
        for column in [*may_be_empty(it.feed), *with_default(it.feed)]
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


def quantiles(it: Day) -> dict[str, Measure]:
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
