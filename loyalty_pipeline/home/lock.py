"""One worker at a time in a home: a lock that its holder's death frees."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home


class Lock:
    """The held lock of a home; who waits for it is told by whom, once it is signed."""

    def __init__(self, home: Home) -> None:
        self._file = home.lock

    def sign(self, holder: str) -> None:
        """Say who holds the lock; what only looks need not."""
        self._file.write_text(holder + "\n", encoding="utf-8")


@contextmanager
def locked(home: Home, waiting: Callable[[str], None]) -> Iterator[Lock]:
    """Hold a home's lock, and make the home's folder if there is none.

    Where somebody else holds it, `waiting` is told of whom, and this one waits.
    """
    descriptor = _opened(home)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            signed = home.lock.read_text(encoding="utf-8").strip()
            waiting(signed or "another run")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield Lock(home)
    finally:
        os.close(descriptor)


def _opened(home: Home) -> int:
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        return os.open(home.lock, os.O_RDONLY | os.O_CREAT, 0o666)
    except OSError as error:
        raise LoyaltyError(
            f"the home cannot be written: {error.strerror}",
            str(home.root),
            "name a folder that can be written with --home",
        ) from None
