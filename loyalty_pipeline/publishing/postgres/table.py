"""A published table as PostgreSQL has it: its types, key, comments, readable units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.publishing.described import described

_READABLE = "numeric(20,2)"
# As PostgreSQL itself writes them, so that what is there can be compared.
_TYPES = {
    "VARCHAR": "text",
    "BIGINT": "bigint",
    "INTEGER": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double precision",
    "TIMESTAMP": "timestamp with time zone",  # every instant in the files is UTC
}
_DECIMAL = re.compile(r"DECIMAL(\(\d+,\d+\))")
_UNITS = re.compile(r"_(cents|hundredths)(?=_|$)")


def quoted(name: str) -> str:
    """A name as it stands in SQL, of either database."""
    return '"' + name.replace('"', '""') + '"'


def listed(names: Iterable[str], of: str = "") -> str:
    """Names as in a list of columns; `of` is the table they are read from."""
    return ", ".join(f"{of}.{quoted(name)}" if of else quoted(name) for name in names)


def within(schema: str, name: str) -> str:
    """A table's name as it stands in SQL, with its schema."""
    return f"{quoted(schema)}.{quoted(name)}"


@dataclass(frozen=True)
class Table:
    """A table: its key, and the type of each column as it comes from the files.

    `readable` are columns that PostgreSQL derives for people: cents as money,
    hundredths as what they are hundredths of, each by the name of the exact column.
    """

    name: str
    key: tuple[str, ...]
    says: str
    columns: dict[str, str]
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def readable(self) -> dict[str, str]:
        """Names of derived columns, and the exact column each is derived from."""
        names = {
            _UNITS.sub("", name): name
            for name, kind in self.columns.items()
            if kind == _TYPES["BIGINT"]
        }
        return {name: of for name, of in names.items() if name not in self.columns}

    @property
    def types(self) -> dict[str, str]:
        """Every column and its type, derived ones last."""
        return {**self.columns, **dict.fromkeys(self.readable, _READABLE)}

    def definition(self, name: str) -> str:
        """A column as `create table` has it."""
        column = f"{quoted(name)} {self.types[name]}"
        of = self.readable.get(name)
        if of is None:
            return column
        return f"{column} generated always as (round({quoted(of)} / 100.0, 2)) stored"

    @property
    def from_files(self) -> str:
        """The columns as DuckDB selects them, instants with their zone."""
        return ", ".join(
            f"{quoted(name)} at time zone 'UTC' as {quoted(name)}"
            if kind == _TYPES["TIMESTAMP"]
            else quoted(name)
            for name, kind in self.columns.items()
        )


def table(file: Path, types: Mapping[str, str]) -> Table:
    """The table of a published file, by the types of the file's columns."""
    about = described()[file.stem]
    columns = {name: _type(file, name, kind) for name, kind in types.items()}
    comments = {name: about.columns[name] for name in columns if name in about.columns}
    return Table(file.stem, about.key, about.says, columns, comments)


def _type(file: Path, name: str, kind: str) -> str:
    decimal = _DECIMAL.fullmatch(kind)
    if decimal:
        return f"numeric{decimal.group(1)}"
    if kind not in _TYPES:
        raise LoyaltyError(
            f"{name} has the type {kind}, which is not known to be one of PostgreSQL's",
            str(file),
            "add the type to publishing/postgres/table.py",
        )
    return _TYPES[kind]
