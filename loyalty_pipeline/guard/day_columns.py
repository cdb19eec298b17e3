"""The columns of a landing day: which came before and are gone, and which are new."""

from collections.abc import Iterable

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, ignored
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.profiles import optional
from loyalty_pipeline.guard.shown import shown

_ENOUGH = 20  # days, of which one in twenty may lack a column all others have
_NEARLY_ALL = 0.95
_LINES = (".jsonl", ".jsonl.gz", ".jsonl.zip")
_LINES_EXPECTED = 20  # with a value, before its key is missed


def gone(feed: Feed, record: DayRecord, earlier: list[DayRecord]) -> Measure:
    """The optional columns that earlier days had and a file of this day has not."""
    known = [had for each in earlier if (had := _had(each)) is not None]
    let_in = [had for each in earlier if "released" in each for had in [_had(each)]]
    lost: dict[str, int] = {}
    for column in optional(feed):
        name = column.name
        days = [name in had for had in known]
        needed = len(days) * (_NEARLY_ALL if len(days) >= _ENOUGH else 1)
        is_accepted = any(had is not None and name not in had for had in let_in)
        if days and sum(days) >= needed and not is_accepted:
            rows = _rows_without(name, column.lake_name, record, earlier)
            lost |= {name: rows} if rows else {}
    return Measure(
        len(lost), max(lost.values(), default=0), len(known), _says(lost, record)
    )


def unknown(record: DayRecord, earlier: list[DayRecord]) -> Measure:
    """The columns that no feed has and no earlier day had."""
    if not earlier:
        return Measure(None)
    new = sorted(_unknown(record) - set().union(*map(_unknown, earlier)))
    says = f"columns that no feed has and no earlier day had: {shown(new)}"
    return Measure(len(new), len(new), len(earlier), says)


def _unknown(record: DayRecord) -> set[str]:
    return {name for names in ignored(record).values() for name in names}


def _had(record: DayRecord) -> set[str] | None:
    """The columns of every file of a day that has rows; None where none is known."""
    live = _live(record)
    files = [
        set(count["columns"])
        for count in record["counts"]
        if live.get(count["name"]) and "columns" in count
    ]
    return set.intersection(*files) if files else None


def _live(record: DayRecord) -> dict[str, int]:
    profile = record.get("profile")
    return profile["live"] if profile else {}


def _rows_without(
    name: str, lake_name: str, record: DayRecord, earlier: Iterable[DayRecord]
) -> int:
    """The rows of the day's files that lack a column, withdrawals apart.

    A line of JSON may leave out what is empty: many lines are needed to miss a key.
    """
    live = _live(record)
    lacking = {
        count["name"]: live.get(count["name"], 0)
        for count in record["counts"]
        if name not in count.get("columns", [name])
    }
    lines = sum(n for file, n in lacking.items() if file.lower().endswith(_LINES))
    rows = sum(lacking.values()) - lines
    expected = lines * _share_filled(lake_name, earlier)
    return rows + (lines if expected >= _LINES_EXPECTED else 0)


def _share_filled(lake_name: str, earlier: Iterable[DayRecord]) -> float:
    """The share of earlier rows with a value; all, of a column with a default."""
    profiles = [each["profile"] for each in earlier if "profile" in each]
    rows = sum(sum(profile["live"].values()) for profile in profiles)
    filled = sum(p["filled"].get(lake_name, sum(p["live"].values())) for p in profiles)
    return filled / rows if rows else 0


def _says(lost: Iterable[str], record: DayRecord) -> str:
    names = ", ".join(lost)
    new = sorted(_unknown(record))
    what = "columns" if "," in names else "column"
    verb = "are" if "," in names else "is"
    here = f" ({shown(new)} {'are' if len(new) > 1 else 'is'} new)" if new else ""
    return f"the {what} {names}, which all days before had, {verb} gone{here}"
