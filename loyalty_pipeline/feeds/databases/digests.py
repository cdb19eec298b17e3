"""Which of the rows that were pulled are new: not among those seen in the pull before.

A pull by a cursor begins a while before its position, and one without a cursor takes
all rows. Only what is new lands, so that a source at rest lands nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.databases.cursor import (
    CLOCK,
    DAY,
    MOMENT,
    NUMBER,
    Cursor,
    Value,
)

_TYPES = {DAY: "date", CLOCK: "timestamp", MOMENT: "timestamptz"}
_NUMBERS = {NUMBER: "decimal(38, 9)"}


@dataclass(frozen=True)
class Rows:
    """Pulled rows in a Parquet file, each known by a digest of its values.

    The digest is of 128 bits over each value's text and length, and the names of the
    columns: no row of other values is taken for one that was seen.
    """

    file: Path
    columns: Mapping[str, str]

    @classmethod
    def of(cls, file: Path) -> "Rows":
        """The rows of a file that was pulled."""
        return cls(file, duck.columns(file))

    def _with_digests(self) -> str:
        names = [_quoted(name) for name in self.columns]
        texts = [f"cast({name} as varchar)" for name in names]
        told = [f"coalesce(length({t}) || ':' || {t}, '-')" for t in texts]
        of = duck.text(" ".join(names)) + " || " + " || ".join(told)
        return (
            f"(select *, md5_number({of}) as _digest"
            f" from read_parquet({duck.exactly(self.file)}, hive_partitioning = false))"
        )

    def new(self, seen: Path | None) -> str:
        """SQL for the rows that were not seen."""
        among = f"where _digest not in (from {duck.rows(seen)})" if seen else ""
        return f"(select * exclude (_digest) from {self._with_digests()} {among})"

    def greatest(self, cursor: Cursor) -> Value | None:
        """The greatest value of the cursor; None where no row has one.

        What Python has no time for (the year 10000, infinity) is to come: left out.
        """
        value = self._value(cursor)
        known = f"where {value} < '9999-12-31'" if cursor.kind in _TYPES else ""
        with duck.connect() as connection:
            ((found,),) = connection.execute(
                f"select max({value}) from (from {self._with_digests()} {known})"
            ).fetchall()
        return found

    def keep_seen(self, cursor: Cursor | None, begin: Value | None, file: Path) -> None:
        """Write the digests of the rows that the next pull may give again."""
        with duck.connect() as connection:
            chosen = "true"
            if cursor is not None and begin is not None:
                connection.execute("set variable beginning = ?", [begin])
                value = self._value(cursor)
                chosen = f"{value} is null or {value} >= getvariable('beginning')"
            duck.write_parquet(
                file,
                f"(select distinct _digest from {self._with_digests()} where {chosen})",
                connection,
            )

    def _value(self, cursor: Cursor) -> str:
        """SQL for the cursor's value, also where the column had to land as text."""
        name = cursor.column.name
        is_text = self.columns[name] == "VARCHAR"
        kind = (_TYPES | _NUMBERS).get(cursor.kind) if is_text else None
        return f"try_cast({_quoted(name)} as {kind})" if kind else _quoted(name)


def land(rows: Rows, seen: Path | None, file: Path) -> int:
    """Write the new rows, if any, in one step as a file; return how many."""
    with duck.connect() as connection:
        count = f"select count(*) from {rows.new(seen)}"
        ((new,),) = connection.execute(count).fetchall()
        if new:
            duck.write_parquet(file, rows.new(seen), connection)
    return int(new)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
