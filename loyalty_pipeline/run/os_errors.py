"""Faults from outside, such as a full disk, as errors that a person can act on."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError, StoppedError
from loyalty_pipeline.settings import HISTORY

_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def edges(home: Path) -> Iterator[None]:
    """Turn what the operating system and the run storage refuse into `LoyaltyError`."""
    try:
        yield
    except OSError as error:
        raise _refused(error, home) from error
    except _of_the_history() as error:
        raise _historyless(error, home) from error


def _of_the_history() -> tuple[type[Exception], ...]:
    """What the storage of the run history raises where it cannot be written."""
    from sqlalchemy.exc import OperationalError

    if find_spec("dagster_postgres") is None:
        return (OperationalError,)
    from dagster_postgres.utils import DagsterPostgresException

    return (OperationalError, DagsterPostgresException)


def _historyless(error: Exception, home: Path) -> StoppedError:
    if os.environ.get(HISTORY):
        where, remedy = HISTORY, "start PostgreSQL, or mend the address"
    else:
        where = str(home / "dagster")
        remedy = "free space on the disk or make the folder writable"
    cause = error.__cause__ or error
    reason = str(getattr(cause, "orig", cause)).strip()
    what = f"the run's history cannot be written: {reason}"
    return StoppedError(what, where, f"{remedy}, and run again")


def _refused(error: OSError, home: Path) -> LoyaltyError:
    where = str(error.filename or home)
    if error.errno in _UNWRITABLE:
        return LoyaltyError(
            f"the home cannot be written: {error.strerror}",
            where,
            "make the folder writable, or name another one with --home",
        )
    return StoppedError(
        f"the disk refused: {error.strerror or error}",
        where,
        "free space or mend the disk, and run again; readers keep what they had",
    )
