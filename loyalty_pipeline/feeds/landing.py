"""What lies in the landing folder: `<feed>/landed_on=<day>/<file>`."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypedDict

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.declared.loading import look_of
from loyalty_pipeline.feeds.declared.model import PLAIN, FeedLook
from loyalty_pipeline.files import digest

DAY_PREFIX = "landed_on="

# Size and time in nanoseconds of each file of a day; none where one is gone.
Stamps = tuple[tuple[int, int], ...]


class FileFacts(TypedDict):
    """How a landed file is recognised when it is seen again."""

    name: str
    size: int
    modified_ns: int
    digest: str


@dataclass(frozen=True)
class LandingDay:
    """The files of one feed that landed on one day, by name, and how they look.

    `seen` are the stamps of the files when the landing was listed, where one is known.
    """

    feed: str
    day: date
    files: tuple[Path, ...]
    look: FeedLook = field(default=PLAIN, compare=False)
    seen: Stamps | None = field(default=None, compare=False)

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

    def has_changed_since(self, known: list[FileFacts]) -> bool:
        """Whether a file was written to after its facts were taken: it may grow on."""
        return self.stamps() != tuple(
            (facts["size"], facts["modified_ns"]) for facts in known
        )

    def stamps(self) -> Stamps:
        """Size and time of every file, to see a change by; none if one is gone."""
        try:
            stats = [file.stat() for file in self.files]
        except FileNotFoundError:
            return ()
        return tuple((stat.st_size, stat.st_mtime_ns) for stat in stats)

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
    """Every day on which `feed` landed, oldest first.

    Raises `LoyaltyError` where a folder is no day, where a link leads out of the
    landing and where landing.yaml is wrong.
    """
    look = look_of(landing, feed)
    _refuse_leading_out(landing, landing / feed)
    days = [
        LandingDay(feed, _day_of(folder), _files_of(landing, folder, look.files), look)
        for folder in _shown(landing, landing / feed)
        if folder.is_dir()
    ]
    return [day for day in days if day.files]


def _files_of(landing: Path, folder: Path, pattern: str | None) -> tuple[Path, ...]:
    return tuple(
        path
        for path in _shown(landing, folder)
        if path.is_file() and (pattern is None or fnmatchcase(path.name, pattern))
    )


def _shown(landing: Path, folder: Path) -> Iterator[Path]:
    """What lies in a folder and is not hidden, by name; nothing if there is none."""
    try:
        with os.scandir(folder) as entries:
            found = [
                entry for entry in entries if not entry.name.startswith((".", "_"))
            ]
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in sorted(found, key=lambda entry: entry.name):
        if entry.is_symlink():
            _refuse_leading_out(landing, Path(entry.path))
        yield folder / entry.name


def _refuse_leading_out(landing: Path, path: Path) -> None:
    """Raise `LoyaltyError` for a link out of the landing: nobody dropped that there."""
    if path.is_symlink() and not path.resolve().is_relative_to(landing.resolve()):
        raise LoyaltyError(
            f"the link {path.name!r} leads out of the landing, to {path.resolve()}",
            str(path),
            "put the files themselves into the landing, or name the folder they lie in"
            " with --landing",
        )


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
