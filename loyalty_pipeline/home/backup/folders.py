"""A folder that a copy is made into: filled as a whole or not at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.run.progress import LINES

SCRATCH = ".restore.new"


def say_waiting(holder: str) -> None:
    """Tell whoever follows that the home is in use."""
    LINES.info("wait     for %s, which works in this home", holder)


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
