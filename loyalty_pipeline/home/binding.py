"""A home belongs to one programme and one landing."""

import json
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.layout import Home

SCHEMA_VERSION = 1


def bind(home: Home, programme: str, landing: Path) -> None:
    """Bind a new home to its programme and landing, or check that they are its own."""
    wanted = {
        "programme": programme,
        "landing": str(landing),
        "schema_version": SCHEMA_VERSION,
    }
    try:
        if not home.binding.exists():
            write_json(home.binding, wanted)
            return
    except OSError as error:
        raise LoyaltyError(
            f"the home cannot be written: {error.strerror}",
            str(home.root),
            "name a folder that can be written with --home",
        ) from None
    bound = _read(home.binding)
    for what, value in wanted.items():
        if bound.get(what) != value:
            raise LoyaltyError(
                f"this home's {what} is {bound.get(what)}, not {value}",
                str(home.binding),
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
