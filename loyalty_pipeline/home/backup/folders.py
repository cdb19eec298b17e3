"""A folder that a copy is made into: filled as a whole or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.home.lock import locked

SCRATCH = ".restore.new"


Say = Callable[[str], None]


def unheard(_line: str) -> None:
    """Where nobody follows what is said."""


@contextmanager
def locked_by(home: Home, holder: str, say: Say) -> Iterator[None]:
    """Hold a home's lock; where it is held, say so and wait."""

    def waiting(other: str) -> None:
        say(f"wait     for {other}, which works in this home")

    with locked(home, waiting) as lock:
        lock.sign(f"{holder} by process {os.getpid()}")
        yield


def refuse_unless_empty(folder: Path) -> None:
    """Refuse a folder that holds anything of its own."""
    left = {SCRATCH, "lock"}  # of a restore that was killed
    if folder.is_dir() and {path.name for path in folder.iterdir()} - left:
        raise LoyaltyError("the folder is not empty", str(folder), "name a new one")


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[None]:
    """Fill an empty or new folder; where that fails, it is gone again."""
    refuse_unless_empty(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Say in words what fails while a folder is filled."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise LoyaltyError(
            f"the copy failed and was taken back: {error}",
            str(folder),
            "free the disk or name another folder, and try again",
        ) from None
