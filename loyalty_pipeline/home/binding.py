"""A home belongs to one programme and one landing, and to one run at a time."""

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home, write_json
from loyalty_pipeline.settings import Settings

SCHEMA_VERSION = 1


def bind(home: Home, programme: str, settings: Settings) -> None:
    """Bind a new home to its programme and landing, or check that they are its own."""
    wanted = {
        "programme": programme,
        "landing": str(settings.landing_folder),
        "schema_version": SCHEMA_VERSION,
    }
    try:
        file = home.root / "home.json"
        if not file.exists():
            write_json(file, wanted)
            return
    except OSError as error:
        raise LoyaltyError(
            f"the home cannot be written: {error.strerror}",
            str(home.root),
            "name a folder that can be written with --home",
        ) from None
    bound = _read(file)
    for what, value in wanted.items():
        if bound.get(what) != value:
            raise LoyaltyError(
                f"this home's {what} is {bound.get(what)}, not {value}",
                str(file),
                "name another home with --home, or " + _own(what),
            )


def _own(what: str) -> str:
    if what == "schema_version":
        return "use the release that wrote it"
    return f"this home's own {what}"


def _read(file: Path) -> dict[str, object]:
    try:
        bound = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        bound = None
    if not isinstance(bound, dict):
        raise LoyaltyError(
            "the file that binds this home to its programme is spoiled",
            str(file),
            "restore it from a backup, or remove it to bind the home anew",
        )
    return bound


@contextmanager
def locked(home: Home, holder: str, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the home's kernel lock as `holder`; it is freed by the process's death.

    Where another run holds it, `waiting` is told of that run and this one waits.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    with (home.root / "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            waiting(file.read().strip() or "another run")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(holder + "\n")
        file.flush()
        yield
