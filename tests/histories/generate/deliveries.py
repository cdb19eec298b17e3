"""How a fact is delivered: once, corrected, withdrawn, or withdrawn and back again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from tests.oracle.facts.delivered_row import Row

RowT = TypeVar("RowT", bound=Row)

# What tells one fact of a feed from another.
KEYS = {
    "members": ("member_id",),
    "orders": ("order_id",),
    "returns": ("return_id",),
    "events": ("event_id",),
    "tier_grants": ("grant_id",),
    "campaigns": ("campaign_id",),
    "campaign_targets": ("campaign_id", "member_id"),
    "redemptions": ("redemption_id",),
    "adjustments": ("adjustment_id",),
    "benefit_uses": ("use_id",),
}


@dataclass(frozen=True)
class Stamp:
    """The landing day (by number), the file, and what the row says of its update.

    `updated` is seconds from the end of a landing day, when a row that names no update
    is news: (1, -1) is just before the second one ends.
    """

    landed: int
    file: str = "a"
    updated: tuple[int, int] | None = None

    def marks(self, landing_days: Sequence[date]) -> dict[str, Any]:
        """The fields of a row delivered so."""
        updated = None
        if self.updated is not None:
            day, seconds = self.updated
            end = datetime.combine(landing_days[day], time(), UTC) + timedelta(days=1)
            updated = end + timedelta(seconds=seconds)
        return {
            "landed_on": landing_days[self.landed],
            "file_name": f"{self.file}.parquet",
            "updated_at": updated,
        }


# Each wins over those before it.
CHAINS = [
    [Stamp(0), Stamp(1), Stamp(2)],  # by the day of landing
    [Stamp(1), Stamp(1, "b"), Stamp(1, "c")],  # by the file's name
    [Stamp(1, "a", (1, -9)), Stamp(1), Stamp(1, "a", (1, 9))],  # within a file
    [Stamp(2, "b", (0, 5)), Stamp(1, "a", (1, 0)), Stamp(0, "a", (2, 7))],  # by update
    [Stamp(1, "a", (2, -1)), Stamp(2), Stamp(1, "a", (2, 1))],  # update against landing
    [Stamp(1, "b", (2, 0)), Stamp(2), Stamp(2, "b", (2, 0))],  # at one instant
]
# What each row of a chain says: the fact, what it was before, or that it is withdrawn.
STORIES = ["fact"] * 7 + ["before fact"] * 4
STORIES += ["fact gone", "before gone", "gone fact", "before gone fact", "gone gone"]


def deliver(
    random: Random, landing_days: Sequence[date], row: RowT, **before: Any
) -> list[RowT]:
    """Draw the rows that deliver a fact, of which another value was known `before`."""
    story = random.choice(STORIES).split()
    if story == ["fact"]:
        marks = Stamp(random.randint(0, 2)).marks(landing_days)
        return [replace(row, **marks)]
    chain = random.choice(CHAINS)
    rows = []
    for says, stamp in zip(story, chain, strict=False):
        marks = stamp.marks(landing_days)
        if says == "gone":
            marks["deleted_at"] = datetime.combine(landing_days[0], time(), UTC)
        rows.append(replace(row, **marks, **(before if says == "before" else {})))
    return rows
