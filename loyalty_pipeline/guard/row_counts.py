"""How many rows a day has, beside the days before it and what the lake has of it."""

from fnmatch import fnmatchcase

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.databases.loading import FILES
from loyalty_pipeline.feeds.day_record import accepted, day_folder
from loyalty_pipeline.feeds.staging import ACCEPTED
from loyalty_pipeline.guard.compared_day import Day
from loyalty_pipeline.guard.measure import Measure, to_trailing
from loyalty_pipeline.home.layout import Home

_USUAL = 10  # rows of a usual day that make their number worth to be compared


def rows(it: Day) -> Measure:
    """How many times the usual number of rows a day has.

    Not of a day that was pulled from a database: it has as many as had changed by then.
    """
    if all(fnmatchcase(file["name"], FILES) for file in it.record["files"]):
        return Measure(None)
    earlier = {day: float(accepted(record)) for day, record in it.earlier.items()}
    now = accepted(it.record)
    found = to_trailing(it.day, now, earlier, it.let_in)
    if found is None or found[1] < _USUAL:
        return Measure(None)
    ratio, usual = found
    says = f"{now:,} rows, where the days before had {usual:,.0f}"
    return Measure(ratio, abs(now - usual), len(earlier), says)


def lost(it: Day) -> Measure:
    """The share of the rows that the lake has of a day which its files have no more."""
    if it.own is None or it.gone_files:
        return Measure(None)
    before, after = accepted(it.own), accepted(it.record)
    missing = max(before - after, 0)
    says = f"{after:,} rows, where the lake has {before:,} of this day"
    return Measure(missing / max(before, 1), missing, 1, says)


def lost_with_files(it: Day, home: Home) -> Measure:
    """The keys that the lake has of files which are gone, and no other file has.

    Only such a day's rows are read once more: its other files may hold as many rows.
    """
    if it.own is None or not it.gone_files:
        return Measure(None)
    missing = _missing_keys(it, home)
    before, after = accepted(it.own), accepted(it.record)
    says = (
        f"{after:,} rows, where the lake has {before:,} of this day:"
        f" {missing:,} of them are gone with {', '.join(it.gone_files)}"
    )
    return Measure(missing, missing, 1, says)


def _missing_keys(it: Day, home: Home) -> int:
    lake = duck.everything(day_folder(home.lake, it.feed.name, it.day))
    staged = duck.rows(day_folder(home.staging, it.feed.name, it.day) / ACCEPTED)
    key = ", ".join(it.feed.key)
    files = ", ".join(map(duck.text, it.gone_files))
    with duck.connect() as connection:
        ((missing,),) = connection.execute(
            f"select count(*) from (select {key} from {lake}"
            f" where file_name in ({files})) anti join {staged} using ({key})"
        ).fetchall()
    return int(missing)
