"""What a launcher sends with the job: the landing days to look at, and the day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.lake import is_new
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from loyalty_pipeline.guard.held_days import stops
from loyalty_pipeline.home.layout import Home

_REQUIRED = ("members", "orders")
_FIRST_DAY = date(2000, 1, 1)
LAUNCHED_BY_HAND = "loyalty/launched_by_hand"
_RANGE = "dagster/asset_partition_range_"


@dataclass(frozen=True)
class Launch:
    """The tags and configuration of one run of the job."""

    tags: dict[str, str]
    run_config: dict[str, Any]

    @property
    def first_day(self) -> str:
        """The first landing day that is looked at."""
        return self.tags[f"{_RANGE}start"]


def launch(
    home: Home,
    landing: Path,
    as_of: date,
    full_refresh: bool = False,
    restate: bool = False,
) -> Launch:
    """A run for a day, over the landing days that are new or changed."""
    first, last = days_to_read(home, landing)
    order = {
        "as_of": as_of.isoformat(),
        "full_refresh": full_refresh,
        "restate": restate,
    }
    return Launch(
        tags={f"{_RANGE}start": first, f"{_RANGE}end": last},
        run_config={"resources": {"order": {"config": order}}},
    )


def new_days(home: Home, landing: Path) -> list[LandingDay]:
    """The landing days that differ from what the lake holds of them."""
    return [
        day
        for feed in FEEDS
        for day in landing_days(landing, feed)
        if is_new(home, day)
    ]


def news(home: Home, landing: Path) -> str | None:
    """A key for what has newly landed, the same as long as nothing more does.

    It changes, too, when a stopped day is released.
    """
    found = new_days(home, landing)
    if not found:
        return None
    stamps = [
        f"{day.feed} {day.day} {file.name} {stat.st_size} {stat.st_mtime_ns}"
        for day in found
        for file in day.files
        for stat in [file.stat()]
    ]
    stamps += [f"released {s['feed']} {s['day']}" for s in stops(home) if s["released"]]
    return "landed " + sha256("\n".join(stamps).encode()).hexdigest()[:16]


def days_to_read(home: Home, landing: Path) -> tuple[str, str]:
    """The first and last landing day to look at: those that are new or changed.

    Where none is, the last day there is, so that every asset has a partition.
    """
    landed = {feed: landing_days(landing, feed) for feed in FEEDS}
    for feed in _REQUIRED:
        if not landed[feed]:
            raise LoyaltyError(
                f"no {feed} have landed",
                str(landing / feed),
                f"put a file at {feed}/landed_on=<day>/{feed}.parquet,"
                " or name another folder with --landing",
            )
    days = [day for days in landed.values() for day in days]
    _refuse_odd_days(landing, days)
    new = [day.day for day in days if is_new(home, day)]
    if not new:
        new = [max(day.day for day in days)]
    return min(new).isoformat(), max(new).isoformat()


def _refuse_odd_days(landing: Path, days: list[LandingDay]) -> None:
    # East of Greenwich tomorrow begins today.
    last = datetime.now(UTC).date() + timedelta(days=1)
    for day in days:
        if not _FIRST_DAY <= day.day <= last:
            raise LoyaltyError(
                f"{day.feed} landed on {day.day}, which is no day from {_FIRST_DAY}"
                " to today",
                str(landing / day.feed),
                "rename the folder to the day on which the files landed",
            )
