"""YAML that people write: read as it stands, and every fault named by its path."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.yaml_loader import AsWritten

if TYPE_CHECKING:
    from pydantic import ValidationError

Finding = tuple[str, str]  # a path such as `versions[1].weight`, and what is wrong


def parse(file: Path, called: str, remedy: str) -> Any:
    """What stands in a YAML file; raises `LoyaltyError` where it is not YAML."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), AsWritten)
    except (yaml.YAMLError, ValueError) as error:
        raise LoyaltyError(
            f"{called} is not YAML: " + " ".join(str(error).split()), str(file), remedy
        ) from None


def typed_findings(error: "ValidationError") -> list[Finding]:
    """What pydantic finds wrong, by path."""
    return [
        (_path(details["loc"]), details["msg"].removeprefix("Value error, "))
        for details in error.errors(include_url=False)
    ]


def told(written: Any, problems: Iterable[Finding]) -> str:
    """A line a finding: the path, the value that stands there and what is allowed."""
    lines = [f"{path}{_shown(written, path)}: {text}" for path, text in problems]
    return "\n  " + "\n  ".join(lines)


def _path(location: tuple[int | str, ...]) -> str:
    """`('versions', 1, 'weight')` as `versions[1].weight`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def _shown(written: Any, path: str) -> str:
    """The value that stands at a path, where it is a plain one."""
    value = written
    for step in path.replace("]", "").replace("[", ".").split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = None
    if value is None or isinstance(value, dict | list):
        return ""
    return f" = {value}" if isinstance(value, Decimal) else f" = {value!r}"
