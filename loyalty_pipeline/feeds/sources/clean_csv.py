"""CSV of which every line is a row, as most is: read by DuckDB, on all cores.

Only files are read here of which counts of their letters show that it tells the rows
apart as RFC 4180 does: without a quote, a NUL and an empty line, all lines ending
alike. Where each row has a value for each name at least, and there are no more
delimiters than that takes, each has just as many.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from loyalty_pipeline.duck import exactly
from loyalty_pipeline.feeds.sources.plain_text import UTF_8, decoded
from loyalty_pipeline.feeds.sources.reading import NO_FAULT

LONGEST_LINE = 1 << 24


@dataclass
class _Counts:
    """What a text holds; `ends` are line feeds, `pairs` those after a return."""

    header: str = ""
    last: str = ""
    delimiters: int = 0
    ends: int = 0
    returns: int = 0
    pairs: int = 0
    is_odd: bool = False

    @property
    def is_clean(self) -> bool:
        ends_alike = self.returns == 0 or self.returns == self.pairs == self.ends
        return not self.is_odd and ends_alike

    @property
    def lines(self) -> int:
        return self.ends + (self.last != "\n")


def load(
    connection: duckdb.DuckDBPyConnection, text: Path, delimiter: str
) -> list[str] | None:
    """Create `csv_rows`, its values as f1, f2 and so on; return the header's names.

    None where the file is not clean: then its lines have to be looked at.
    """
    counts = _count(text, delimiter)
    header = counts.header.removeprefix("\ufeff").removesuffix("\r")
    names = header.split(delimiter)
    if not counts.is_clean or len(names) < 2 or header.startswith("sep="):
        return None
    if counts.delimiters != (len(names) - 1) * counts.lines:
        return None
    rows = _read(connection, text, delimiter, len(names))
    return names if rows == counts.lines - 1 else None


def _count(text: Path, delimiter: str) -> _Counts:
    found = _Counts()
    with text.open("rb") as stream:
        for piece in decoded(stream, UTF_8):
            if not found.ends:
                found.header += piece.partition("\n")[0]
            joined = found.last + piece  # what stands at the seam of two pieces
            found.delimiters += piece.count(delimiter)
            found.ends += piece.count("\n")
            found.returns += piece.count("\r")
            found.pairs += joined.count("\r\n")
            odd = ('"', "\0", "\n\n", "\n\r")
            found.is_odd = any(letters in joined for letters in odd)
            found.last = piece[-1:] or found.last
            if found.is_odd:
                break
    return found


def _read(
    connection: duckdb.DuckDBPyConnection, text: Path, delimiter: str, width: int
) -> int | None:
    names = [f"f{n}" for n in range(1, width + 1)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    values = ", ".join(f"coalesce({name}, '') as {name}" for name in names)
    try:
        connection.execute(f"""
            create or replace temp table csv_rows as
            select row_number() over () as row_position, {NO_FAULT}, {values}
            from read_csv(
                {exactly(text)}, columns = {{{columns}}}, auto_detect = false,
                header = false, skip = 1, delim = '{delimiter}', quote = '',
                escape = '', comment = '', compression = 'none',
                hive_partitioning = false, null_padding = false,
                max_line_size = {LONGEST_LINE}, buffer_size = {2 * LONGEST_LINE}
            )
        """)
    except duckdb.InvalidInputException:  # a row of fewer values: which one, lines tell
        return None
    ((rows,),) = connection.execute("select count(*) from csv_rows").fetchall()
    return int(rows)
