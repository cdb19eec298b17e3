"""Values that sort a day's rows, and that none of the days before had."""

from loyalty_pipeline.feeds.day_record import DayRecord
from loyalty_pipeline.guard.compared_day import Day
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.profiles import sorting
from loyalty_pipeline.guard.shown import shown


def new_kinds(it: Day) -> dict[str, Measure]:
    """How many values of each column that sorts are new, by the column's name."""
    return {
        f"{column.lake_name}_new_kinds": _new(it, column.lake_name)
        for column in sorting(it.feed)
    }


def _new(it: Day, name: str) -> Measure:
    now = _kinds(it.record, name)
    earlier = [known for each in it.earlier.values() if (known := _kinds(each, name))]
    if not now or not earlier:
        return Measure(None)
    new = now.keys() - set().union(*earlier)
    rows = sum(now[kind] for kind in new)
    says = f"{rows:,} rows are of a {name} that no day before had: {shown(new)}"
    return Measure(len(new), rows, len(earlier), says)


def _kinds(record: DayRecord, name: str) -> dict[str, int]:
    profile = record.get("profile")
    return profile.get("kinds", {}).get(name, {}) if profile else {}
