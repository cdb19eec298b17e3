"""What the guard finds: a sentence, and whether it holds the day."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something wrong with a landing day; what is not critical is only a warning."""

    says: str
    is_critical: bool


def critical(findings: list[Finding]) -> list[str]:
    """What holds a day."""
    return [found.says for found in findings if found.is_critical]


def warnings(findings: list[Finding]) -> list[str]:
    """What is only said."""
    return [found.says for found in findings if not found.is_critical]
