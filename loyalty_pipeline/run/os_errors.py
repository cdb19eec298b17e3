"""Faults from outside, such as a full disk, as errors that a person can act on."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError, RunFailedError
from loyalty_pipeline.settings import HISTORY

_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(error: Exception, home: Path) -> LoyaltyError | None:
    """What the operating system or the run storage refuses; None for other faults."""
    if isinstance(error, BrokenPipeError):  # whoever read the output has gone
        return None
    if isinstance(error, OSError):
        return _refused(error, home)
    if isinstance(error, _of_the_history()):
        return _historyless(error, home)
    return None


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """Say in words that a folder cannot be written which is no home."""
    try:
        yield
    except OSError as error:
        raise LoyaltyError(
            f"the folder cannot be written: {error.strerror or error}",
            str(folder),
            "free space or make it writable, empty it and begin again; or name another",
        ) from None


def _of_the_history() -> tuple[type[Exception], ...]:
    """What the storage of the run history raises where it cannot be written."""
    if "sqlalchemy" not in sys.modules:  # then it has raised nothing
        return ()
    from sqlalchemy.exc import OperationalError

    if find_spec("dagster_postgres") is None:
        return (OperationalError,)
    from dagster_postgres.utils import DagsterPostgresException

    return (OperationalError, DagsterPostgresException)


def _historyless(error: Exception, home: Path) -> RunFailedError:
    if os.environ.get(HISTORY):
        where, remedy = HISTORY, "start PostgreSQL, or mend the address"
    else:
        where = str(home / "dagster")
        remedy = "free space on the disk or make the folder writable"
    cause = error.__cause__ or error
    reason = str(getattr(cause, "orig", cause)).strip()
    what = f"the run's history cannot be written: {reason}"
    return RunFailedError(what, where, f"{remedy}, and run again")


def _refused(error: OSError, home: Path) -> LoyaltyError:
    where = str(error.filename or home)
    if error.errno in _UNWRITABLE:
        return LoyaltyError(
            f"the home cannot be written: {error.strerror}",
            where,
            "make the folder writable, or name another one with --home",
        )
    return RunFailedError(
        f"the disk refused: {error.strerror or error}",
        where,
        "free space or mend the disk, and run again; readers keep what they had",
    )
