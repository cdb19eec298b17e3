"""The declared mutants: each a small mistake somebody could make in the SQL.

Where a mistake can be told of the model's result, it is: a column with another value,
or rows that are missing. The model may then be written anew and the mutant stays. A
mistake inside a window, a running sum, a join, a grouping, or in a filter that lets too
much through, cannot be told of the result: there the rows that it mixes up are one
sum, one rank or no row at all. Such a mutant is a text of the file.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.mutants.results import keeping, overriding

_LISTS = sorted(Path(__file__).parent.glob("*.yaml"))


@dataclass(frozen=True)
class Mutant:
    """A mistake in one file of the dbt project, in one of three forms.

    A `text` of the file `becomes` a wrong one; a `column` of the model's result
    `becomes` another expression of its columns; the result `keeps` only some rows.

    `equivalent` says why it computes the same after all; nothing may kill it then.
    `survives` says why one that computes something else is left alive.
    """

    file: str
    says: str
    text: str = ""
    column: str = ""
    becomes: str = ""
    keeps: str = ""
    equivalent: str = ""
    survives: str = ""

    def __post_init__(self) -> None:
        """Refuse a mutant of no form, or of several."""
        if sum(map(bool, (self.text, self.column, self.keeps))) != 1:
            raise MutantError(f"{self.says}: give one of text, column and keeps")

    def applied(self, source: str) -> str:
        """The file's source with the mistake in it; raises if it has no place there."""
        if self.text:
            return self._rewritten(source)
        try:
            if self.column:
                return overriding(source, self.column, self.becomes)
            return keeping(source, self.keeps)
        except ValueError as error:
            raise MutantError(f"{self.file}: {error}") from error

    def _rewritten(self, source: str) -> str:
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
