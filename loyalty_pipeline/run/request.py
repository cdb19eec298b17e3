"""What a launcher asks of one run: which day, and whether to build in any case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

LAUNCHED_BY_HAND = "loyalty/launched_by_hand"
_ONE_DAY = "dagster/partition"
_DAYS = ("dagster/asset_partition_range_start", "dagster/asset_partition_range_end")


@dataclass(frozen=True)
class Request:
    """A run that is asked for.

    `as_of` is the local day to compute, yesterday where it is None. Without
    `full_refresh` nothing is built if nothing is new. With `restate` the rules of
    published days may have changed.
    """

    as_of: date | None = None
    full_refresh: bool = False
    restate: bool = False

    @property
    def run_config(self) -> dict[str, Any]:
        """The request as the job's configuration."""
        config = {
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "full_refresh": self.full_refresh,
            "restate": self.restate,
        }
        return {"resources": {"request": {"config": config}}}


def days_to_read_again(tags: Mapping[str, str]) -> tuple[date, date] | None:
    """The first and last landing day that a run of Dagster was asked for, if any."""
    first, last = (tags.get(tag, tags.get(_ONE_DAY)) for tag in _DAYS)
    if first is None or last is None:
        return None
    return date.fromisoformat(first), date.fromisoformat(last)
