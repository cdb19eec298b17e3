"""What is made once for all test processes, by the first that asks for it."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

Made = TypeVar("Made")


def shared(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]
) -> Made:
    """What `make` returns for a new folder; the others wait for it and read it.

    Raises what `make` raises, in each process that asks.
    """
    base = factory.getbasetemp()
    # With several processes each has its own base in one of them all.
    together = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = together / name, together / f"{name}.pickle"
    with FileLock(together / f"{name}.lock"):
        if not made.exists():
            folder.mkdir()
            made.write_bytes(pickle.dumps(make(folder)))
        result: Made = pickle.loads(made.read_bytes())
    return result
