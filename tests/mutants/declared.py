"""The declared mutants: each a small mistake somebody could make in the SQL."""

from dataclasses import dataclass
from pathlib import Path

import yaml

_LISTS = sorted(Path(__file__).parent.glob("*.yaml"))


@dataclass(frozen=True)
class Mutant:
    """A text of one file of the dbt project, and the wrong one to put in its place.

    `equivalent` says why it computes the same after all; nothing may kill it then.
    `survives` says why one that computes something else is left alive.
    """

    file: str
    says: str
    text: str
    becomes: str
    equivalent: str = ""
    survives: str = ""

    def applied(self, source: str) -> str:
        """The file's source with the mistake in it; raises unless `text` is in once."""
        times = source.count(self.text)
        if times != 1:
            raise MutantError(f"{self.file} has {times} times: {self.text}")
        return source.replace(self.text, self.becomes)


class MutantError(Exception):
    """A mutant that cannot be tried: its text is gone, or it is no longer SQL."""


def declared() -> list[Mutant]:
    """All mutants, in the order of their lists."""
    documents = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in _LISTS]
    return [
        Mutant(file, **mutant)
        for document in documents
        for file, mutants in document.items()
        for mutant in mutants
    ]
