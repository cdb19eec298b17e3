"""What a sources.yaml may say: which feeds are pulled from which database, and how."""

import re
from datetime import timedelta
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from loyalty_pipeline.rules.model.values import Part

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"(\d{1,6})([smhd])")


def _named(written: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", written):
        raise ValueError("must be a name of small letters, digits and _, such as shop")
    return written


def _given(written: str) -> str:
    if not written.strip():
        raise ValueError("must not be empty")
    return written.strip()


def _lag(written: object) -> object:
    """A span such as 2h, or the number that a whole-number cursor goes back by."""
    if isinstance(written, int) and not isinstance(written, bool) and written >= 0:
        return written
    found = _SPAN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(
            "must be a span such as 90m, 2h or 3d, or a whole number where the cursor"
            " is a number"
        )
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


Name = Annotated[str, AfterValidator(_named)]
Given = Annotated[str, AfterValidator(_given)]


class Source(Part):
    """Where a feed's rows come from: a table or a query of a database.

    With a `cursor`, a column that grows with every insert and change, only what is new
    is asked for. `lag` is how far behind the greatest value seen the next pull begins,
    for rows that were written before others and committed after them.
    """

    connection: Name
    table: Given | None = None
    db_schema: Given | None = Field(None, alias="schema")
    query: Given | None = None
    cursor: Given | None = None
    lag: Annotated[int | timedelta | None, BeforeValidator(_lag)] = None

    @model_validator(mode="after")
    def _fits(self) -> "Source":
        if (self.table is None) == (self.query is None):
            raise ValueError("needs a table or a query, and not both")
        if self.query is not None and self.db_schema is not None:
            raise ValueError("schema goes with table; a query names it itself")
        if self.lag is not None and self.cursor is None:
            raise ValueError("lag needs a cursor: without one all rows are taken")
        return self

    @property
    def says(self) -> str:
        """What is pulled, for a person."""
        parts = [self.db_schema, self.table] if self.table else ["a query"]
        what = ".".join(part for part in parts if part)
        how = f", by {self.cursor}" if self.cursor else ", whole"
        return f"{what} of {self.connection}{how}"

    @property
    def digest(self) -> str:
        """What a position is good for: where another is pulled, it says nothing."""
        said = self.model_dump_json(exclude={"lag"})
        return sha256(said.encode()).hexdigest()


class SourcesFile(Part):
    """A sources.yaml: the feeds that are pulled."""

    feeds: dict[str, Source] = Field(default_factory=dict)
