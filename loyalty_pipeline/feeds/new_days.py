"""Which landing days are new: those that differ from what the lake holds of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder, is_new, read_it_again
from loyalty_pipeline.feeds.growing import is_quiet, watched
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from loyalty_pipeline.feeds.unread import look_alike
from loyalty_pipeline.home.layout import Home

_REQUIRED = ("members", "orders")
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Landed:
    """Every landing day of every feed, and those of them that are new."""

    days: tuple[LandingDay, ...]
    new: tuple[LandingDay, ...]

    @property
    def quiet(self) -> "Landed":
        """The same without those new days to whose files somebody may write on."""
        return Landed(self.days, tuple(filter(is_quiet, self.new)))

    def key(self, released: list[str]) -> str:
        """A key for what is new, the same as long as nothing more lands.

        It changes, too, when a held day is `released`.
        """
        stamps = [
            f"{landed.feed} {landed.day} {file.name} {stat.st_size} {stat.st_mtime_ns}"
            f" {landed.look.digest}"
            for landed in self.new
            for file in landed.files
            for stat in [file.stat()]
        ]
        return (
            "landed " + sha256("\n".join(stamps + released).encode()).hexdigest()[:16]
        )


def landed(home: Home, landing: Path) -> Landed:
    """What lies in the landing, and what of it is new to the home's lake."""
    days = tuple(day for feed in FEEDS for day in landing_days(landing, feed))
    return Landed(days, tuple(watched(day) for day in days if is_new(home, day)))


def read_again(home: Home, landing: Path, first: date, last: date) -> None:
    """Make the days that landed from `first` to `last` new, whatever the lake holds."""
    for feed in FEEDS:
        for landed in landing_days(landing, feed):
            if first <= landed.day <= last:
                read_it_again(day_folder(home.lake, feed, landed.day))


def refuse_odd_landing(
    landing: Path, found: Landed, expected: Collection[str] = ()
) -> None:
    """Raise `LoyaltyError` where a required feed or a sensible day is missing.

    A feed that is `expected` has a source, and has yet to be pulled.
    """
    feeds = {*expected, *(day.feed for day in found.days)}
    for feed in _REQUIRED:
        if feed not in feeds:
            raise LoyaltyError(
                f"no {feed} have landed",
                str(landing / feed),
                _remedy(landing, feed),
            )
    # East of Greenwich tomorrow begins today.
    last = datetime.now(UTC).date() + timedelta(days=1)
    for day in found.days:
        if not _FIRST_DAY <= day.day <= last:
            raise LoyaltyError(
                f"{day.feed} landed on {day.day}, which is no day from {_FIRST_DAY}"
                " to today",
                str(landing / day.feed),
                "rename the folder to the day on which the files landed",
            )


def _remedy(landing: Path, feed: str) -> str:
    """What to do about a feed that is missing; its folder may only be misspelt."""
    name = look_alike(landing, feed)
    if name is not None:
        return f"rename {landing / name}, which is not read, to {feed}"
    return (
        f"put a file at {feed}/landed_on=<day>/{feed}.parquet,"
        " or name another folder with --landing"
    )
