"""What lies in the landing folder: `<feed>/landed_on=<day>/<file>`."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import digest

DAY_PREFIX = "landed_on="


class FileFacts(TypedDict):
    """How a landed file is recognised when it is seen again."""

    name: str
    size: int
    modified_ns: int
    digest: str


@dataclass(frozen=True)
class LandingDay:
    """The files of one feed that landed on one day, by name."""

    feed: str
    day: date
    files: tuple[Path, ...]

    def facts(self) -> list[FileFacts]:
        """Size, time and digest of every file; reads each file once."""
        return [
            FileFacts(
                name=file.name,
                size=file.stat().st_size,
                modified_ns=file.stat().st_mtime_ns,
                digest=digest(file),
            )
            for file in self.files
        ]

    def equals(self, known: list[FileFacts]) -> bool:
        """Whether the day still holds just the known files.

        Size and time decide where they agree; where only the time differs, the digest
        does, so that a copied landing is not taken for a new one.
        """
        if [file.name for file in self.files] != [facts["name"] for facts in known]:
            return False
        return all(map(_is_same, self.files, known))


def _is_same(file: Path, known: FileFacts) -> bool:
    stat = file.stat()
    if stat.st_size != known["size"]:
        return False
    return stat.st_mtime_ns == known["modified_ns"] or digest(file) == known["digest"]


def landing_days(landing: Path, feed: str) -> list[LandingDay]:
    """Every day on which `feed` landed, oldest first."""
    folders = [path for path in (landing / feed).glob("*") if path.is_dir()]
    days = [
        LandingDay(feed, _day_of(folder), _files_of(folder))
        for folder in sorted(folders)
        if not folder.name.startswith((".", "_"))
    ]
    return [day for day in days if day.files]


def _files_of(folder: Path) -> tuple[Path, ...]:
    files = (path for path in folder.iterdir() if path.is_file())
    return tuple(sorted(f for f in files if not f.name.startswith((".", "_"))))


def _day_of(folder: Path) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(folder.name.removeprefix(DAY_PREFIX))
        if folder.name == f"{DAY_PREFIX}{day.isoformat()}":
            return day
    raise LoyaltyError(
        f"the folder name {folder.name!r} is not a landing day",
        str(folder),
        f"rename it like {DAY_PREFIX}2025-12-31, or move it out of the landing",
    )
