"""Rules of days that are published stand: a change of them is refused, or restated."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.checks.findings import Finding
from loyalty_pipeline.rules.model.programme import Programme

# What no version changes, and every day of the past is computed with.
_FOR_ALL_DAYS = ("currency", "timezone", "scoring_window_days")
_ABSENT = "nothing"


def written(programme: Programme) -> str:
    """The rules as a publication keeps them: JSON, without what says nothing."""
    return programme.model_dump_json(indent=2, exclude_defaults=True)


def refuse_changes(
    programme: Programme, published: str, as_of: date, file: Path
) -> None:
    """Raise `LoyaltyError` where rules of days up to the published one have changed."""
    problems = list(changes(json.loads(published), programme, as_of))
    if problems:
        lines = [f"{path}: {text}" for path, text in problems]
        raise LoyaltyError(
            "rules have changed that days up to"
            f" {as_of} were published with\n  " + "\n  ".join(lines),
            str(file),
            f"put the change into a version that begins after {as_of}, or run with"
            " --restate to compute the published days anew",
        )


def changes(
    published: dict[str, Any], programme: Programme, as_of: date
) -> Iterator[Finding]:
    """What differs in the versions that were in force by a published day."""
    wanted = json.loads(written(programme))
    for key in _FOR_ALL_DAYS:
        yield from _differences(key, published.get(key), wanted.get(key))
    versions = published["versions"]
    in_force = [v for v in versions if _start(v) <= as_of.isoformat()]
    for index, version in enumerate(in_force):
        path = f"versions[{index}]"
        now = wanted["versions"][index : index + 1]
        yield from _differences(path, version, now[0] if now else None)
    for index, version in enumerate(wanted["versions"]):
        if index >= len(in_force) and _start(version) <= as_of.isoformat():
            yield (
                f"versions[{index}].effective_from",
                f"{_start(version)} must be after {as_of}",
            )


def _start(version: dict[str, Any]) -> str:
    return str(version.get("effective_from") or "")


def _differences(path: str, was: Any, now: Any) -> Iterator[Finding]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in [*was, *(key for key in now if key not in was)]:
            yield from _differences(f"{path}.{key}", was.get(key), now.get(key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, pair in enumerate(zip(was, now, strict=True)):
            yield from _differences(f"{path}[{index}]", *pair)
    elif was != now:
        yield path, f"is {_shown(now)}, was published as {_shown(was)}"


def _shown(value: Any) -> str:
    if value is None:
        return _ABSENT
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
