"""What a launcher asks of one run: which day, and whether to build in any case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

LAUNCHED_BY_HAND = "loyalty/launched_by_hand"
RANGE = "dagster/asset_partition_range_"


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


def range_tags(first: date, last: date) -> dict[str, str]:
    """The tags that tell one run which landing days to look at, both ends included."""
    return {f"{RANGE}start": first.isoformat(), f"{RANGE}end": last.isoformat()}
