"""How far a feed has been pulled: kept in the home, and so in its backups.

It is written once the day's file stands in the landing. A run killed between leaves a
file whose rows are pulled again, into another one, where they are superseded.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from loyalty_pipeline.feeds.databases.model import Source
from loyalty_pipeline.feeds.day_record import read_record
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.layout import Home


class LandedFile(TypedDict):
    """A file that was pulled: the day it landed on, and its name."""

    day: str
    name: str


@dataclass(frozen=True)
class Position:
    """How far a feed was pulled.

    `kind` and `reached` are the cursor's; `seen` is a file in the home with the digests
    of the rows that the next pull may give again; `files` were landed, and were not in
    the lake when last looked at.
    """

    kind: str | None = None
    reached: str | None = None
    seen: Path | None = None
    files: tuple[LandedFile, ...] = ()


def read(home: Home, feed: str, source: Source) -> Position:
    """The position of a feed; at the beginning where something else was pulled."""
    try:
        found = json.loads(_file(home, feed).read_text(encoding="utf-8"))
        seen = home.sources / found["seen"] if found["seen"] else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Position()
    if found["pulled"] != source.digest or (seen and not seen.exists()):
        return Position(files=tuple(found["files"]))
    return Position(found["kind"], found["reached"], seen, tuple(found["files"]))


def write(home: Home, feed: str, source: Source, position: Position) -> None:
    """Keep a position, in one step, and forget the digests of the one before."""
    write_json(
        _file(home, feed),
        {
            "pulled": source.digest,
            "kind": position.kind,
            "reached": position.reached,
            "seen": position.seen.name if position.seen else None,
            "files": list(position.files),
        },
    )
    for left in home.sources.glob(f"{feed}-*.parquet"):
        if left != position.seen:
            left.unlink()


def still_there(
    home: Home, landing: Path, feed: str, files: tuple[LandedFile, ...]
) -> tuple[list[LandedFile], list[LandedFile]]:
    """The landed files that wait for the lake, and those that are gone before it."""
    waiting: list[LandedFile] = []
    gone: list[LandedFile] = []
    for file in files:
        inside = Path(feed, DAY_PREFIX + file["day"])
        record = read_record(home.lake / inside)
        names = [known["name"] for known in record["files"]] if record else []
        if file["name"] in names:
            continue
        is_there = (landing / inside / file["name"]).exists()
        (waiting if is_there else gone).append(file)
    return waiting, gone


def keep_on_disk(path: Path) -> None:
    """Let a file and its name outlast a power cut, before anything relies on it."""
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _file(home: Home, feed: str) -> Path:
    return home.sources / f"{feed}.json"
