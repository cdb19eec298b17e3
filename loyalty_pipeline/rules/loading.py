"""Reading a rule file: the whole of it valid, or every error with its path."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.checks.findings import Finding
from loyalty_pipeline.rules.checks.programme import findings
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.written import parse, told, typed_findings

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
    remedy = "mend the place named; `loyalty validate` checks it again"
    written = parse(file, "the rule file", remedy)
    try:
        programme = Programme.model_validate(written)
    except ValidationError as error:
        raise _refusal(file, written, typed_findings(error)) from None
    problems = list(findings(programme))
    if problems:
        raise _refusal(file, written, problems)
    return programme


def _refusal(file: Path, written: Any, problems: list[Finding]) -> LoyaltyError:
    return LoyaltyError(
        f"the rules of {file.name} are wrong{told(written, problems)}",
        str(file),
        "mend each path named; `loyalty validate` checks the file again",
    )
