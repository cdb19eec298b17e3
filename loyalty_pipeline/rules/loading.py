"""Reading a rule file: the whole of it valid, or every error with its path."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.checks.findings import Finding
from loyalty_pipeline.rules.checks.programme import findings
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.yaml_loader import AsWritten

SHIPPED = Path(__file__).parent.parent / "programmes"


def rule_file(name_or_path: str) -> Path:
    """The rule file of a shipped programme's name, or the file named."""
    shipped = SHIPPED / f"{name_or_path}.yaml"
    if shipped.exists():
        return shipped
    path = Path(name_or_path).expanduser().absolute()
    if path.is_file():
        return path
    names = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.yaml")))
    raise LoyaltyError(
        f"there is no programme {name_or_path!r}",
        str(path),
        f"name a rule file, or one of the shipped programmes: {names}",
    )


def load(file: Path) -> Programme:
    """The programme a rule file describes.

    Raises `LoyaltyError` naming every place that is wrong, what stands there and what
    is allowed.
    """
    written = _parse(file)
    try:
        programme = Programme.model_validate(written)
    except ValidationError as error:
        raise _refusal(file, written, _typed_findings(error)) from None
    problems = list(findings(programme))
    if problems:
        raise _refusal(file, written, problems)
    return programme


def _parse(file: Path) -> Any:
    try:
        return yaml.load(file.read_text(encoding="utf-8"), AsWritten)
    except (yaml.YAMLError, ValueError) as error:
        raise LoyaltyError(
            "the rule file is not YAML: " + " ".join(str(error).split()),
            str(file),
            "mend the place named; `loyalty validate` checks it again",
        ) from None


def _typed_findings(error: ValidationError) -> list[Finding]:
    return [
        (_path(details["loc"]), details["msg"].removeprefix("Value error, "))
        for details in error.errors(include_url=False)
    ]


def _path(location: tuple[int | str, ...]) -> str:
    """`('versions', 1, 'weight')` as `versions[1].weight`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def _refusal(file: Path, written: Any, problems: list[Finding]) -> LoyaltyError:
    lines = [f"{path}{_shown(written, path)}: {text}" for path, text in problems]
    return LoyaltyError(
        f"the rules of {file.name} are wrong\n  " + "\n  ".join(lines),
        str(file),
        "mend each path named; `loyalty validate` checks the file again",
    )


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
