"""Every landing day as the quality page has it: what came of it, and its counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.day_record import Broken, Judged
from loyalty_pipeline.feeds.landed_files import records
from loyalty_pipeline.guard.held_days import HeldDay, held_days
from loyalty_pipeline.home.layout import Home

IN_FULL = 28  # the last landing days of each feed; of those before, a month is a line

_KEYS = {
    "counts": [
        {"whole": "BOOLEAN", "read": "BIGINT", "accepted": "BIGINT"}
        | {"quarantined": "BIGINT", "superseded": "BIGINT"}
    ],
    "released": ["VARCHAR"],
    "judged": {
        "kept": ["VARCHAR"],
        "broken": [{"promise": "VARCHAR", "holds": "BOOLEAN", "found": "VARCHAR"}],
    },
}


@dataclass
class Day:
    """A feed's landing day.

    `outcome` is passed, warned, held, released, or unknown: a record of an earlier
    release does not say how the day was judged, and not of all rows what they became.
    Of a day that is not `taken_in` nobody knows yet how many rows will be superseded.
    """

    feed: str
    day: date
    outcome: str
    read: int
    accepted: int
    rejected: int
    superseded: int | None
    unreadable: int
    taken_in: bool = True
    kept: set[str] = field(default_factory=set)
    broken: list[Broken] = field(default_factory=list)

    def mark(self, promise: str) -> str:
        """What became of a promise on the day."""
        if promise in self.kept:
            return "passed"
        holds = [each["holds"] for each in self.broken if each["promise"] == promise]
        if not holds:
            return "unasked"
        if not any(holds):
            return "warned"
        return "released" if self.outcome == "released" else "held"


def days_of_feeds(home: Home) -> dict[str, list[Day]]:
    """The days of each feed in the lake, and those that are held; newest first."""
    found = {(day.feed, day.day): day for day in _in_the_lake(home)}
    for held in held_days(home):
        day = _held(held, found.get((held["feed"], date.fromisoformat(held["day"]))))
        found[day.feed, day.day] = day
    feeds: dict[str, list[Day]] = defaultdict(list)
    for _, day in sorted(found.items(), reverse=True):
        feeds[day.feed].append(day)
    return dict(sorted(feeds.items()))


def _in_the_lake(home: Home) -> Iterable[Day]:
    """All days; of those that are told in full, every verdict, too."""
    counts = ", ".join(
        f"coalesce(list_sum(list_transform(record.counts, lambda c: c.{name})), 0)"
        for name in ("read", "accepted", "quarantined")
    )
    with duck.connect() as connection:
        rows = connection.execute(f"""
            select
                feed, landed_on, {counts},
                case when list_bool_and(list_transform(
                    record.counts, lambda c: c.whole or c.superseded is not null
                )) then coalesce(list_sum(list_transform(
                    record.counts, lambda c: c.superseded
                )), 0) end,
                len(list_filter(record.counts, lambda c: c.whole)),
                case
                    when len(record.released) > 0 then 'released'
                    when record.judged is null then 'unknown'
                    when len(record.judged.broken) > 0 then 'warned'
                    else 'passed'
                end,
                case when row_number() over (
                    partition by feed order by landed_on desc
                ) <= {IN_FULL} then record.judged end
            from {records(home, _KEYS)}
        """).fetchall()
    for feed, day, read, accepted, rejected, superseded, whole, outcome, judged in rows:
        yield Day(
            feed, day, outcome, int(read), int(accepted), int(rejected),
            None if superseded is None else int(superseded), int(whole),
            True, *_verdicts(judged),
        )  # fmt: skip


def _held(held: HeldDay, known: Day | None) -> Day:
    """A held day as it landed; what the lake has of it counts until it is settled."""
    outcome = "released" if held["released"] else "held"
    if held.get("waits") and known is not None:
        known.outcome = outcome
        return known
    counts = held.get("counts", [])
    return Day(
        held["feed"],
        date.fromisoformat(held["day"]),
        outcome,
        sum(count["read"] for count in counts),
        sum(count["accepted"] for count in counts),
        sum(count["quarantined"] for count in counts),
        None,
        sum(count["whole"] for count in counts),
        False,
        *_verdicts(held.get("judged")),
    )


def _verdicts(judged: Judged | Any) -> tuple[set[str], list[Broken]]:
    if judged is None:
        return set(), []
    return set(judged["kept"] or ()), list(judged["broken"] or ())
