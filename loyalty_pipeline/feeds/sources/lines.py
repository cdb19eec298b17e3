"""The lines of a landed text file, letter for letter, as a table.

DuckDB's CSV reader only splits at line feeds here. It would also act on carriage
returns, NULs and its delimiter, so control characters that the file does not hold
stand in for these until the lines are in the table.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from loyalty_pipeline.duck import exactly
from loyalty_pipeline.feeds.sources.plain_text import UTF_8, decoded, plain
from loyalty_pipeline.feeds.sources.reading import UnreadableError

_CHUNK = 1 << 24
_LONGEST_LINE = 1 << 24
_SPECIAL = b"\r\0"
_RETURN, _FEED = b"\r\n"
_STAND_INS = bytes([*range(1, 9), *range(14, 32)])
_MATTER = _STAND_INS + _SPECIAL + bytes([_FEED])


def load(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    scratch: Path,
    encoding: str | None = None,
    is_read: Callable[[Path], bool] = lambda text: False,
) -> None:
    """Create the table `lines` of (n, line), from 1, without empty lines at the end.

    Unless the plain text `is_read` already. `scratch` is a path that may be written to
    meanwhile. Raises `UnreadableError` for a file that is not of its encoding: of
    UTF-8, with or without a byte order mark, unless another is declared.
    """
    unpacked = scratch.with_suffix(".text")
    try:
        text = plain(file, unpacked, encoding)
        if not is_read(text):
            _load(connection, text, scratch)
    finally:
        unpacked.unlink(missing_ok=True)
        scratch.unlink(missing_ok=True)


def _load(connection: duckdb.DuckDBPyConnection, text: Path, scratch: Path) -> None:
    held = _controls(text)
    free = [code for code in _STAND_INS if code not in held]
    if len(free) <= len(_SPECIAL):
        raise UnreadableError("it holds nearly every control character there is")
    delimiter, *stand_ins = free[: len(_SPECIAL) + 1]
    if _RETURN in held and _FEED not in held:  # lines as an old Mac ends them
        stand_ins[_SPECIAL.index(_RETURN)] = _FEED
    if held & {*_SPECIAL}:
        _translate(text, scratch, bytes.maketrans(_SPECIAL, bytes(stand_ins)))
        _split(connection, scratch, delimiter, stand_ins)
    else:
        _split(connection, text, delimiter, [])


def _controls(file: Path) -> set[int]:
    """The control characters that matter here and are in a file of UTF-8."""
    held: set[int] = set()
    with file.open("rb") as stream:
        for text in decoded(stream, UTF_8):
            held |= {code for code in _MATTER if chr(code) in text}
    return held


def _translate(file: Path, scratch: Path, table: bytes) -> None:
    scratch.parent.mkdir(parents=True, exist_ok=True)
    with file.open("rb") as source, scratch.open("wb") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk.translate(table))


def _split(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    delimiter: int,
    stand_ins: list[int],
) -> None:
    line = "coalesce(line, '')"
    for code, stand_in in zip(_SPECIAL, stand_ins, strict=False):
        line = f"replace({line}, chr({stand_in}), chr({code}))"
    try:
        connection.execute(f"""
            create or replace temp table lines as
            select row_number() over () as n, {line} as line
            from read_csv(
                {exactly(file)}, columns = {{'line': 'VARCHAR'}}, auto_detect = false,
                header = false, delim = '{chr(delimiter)}', quote = '', escape = '',
                comment = '', compression = 'none', hive_partitioning = false,
                max_line_size = {_LONGEST_LINE}, buffer_size = {2 * _LONGEST_LINE}
            )
        """)
    except duckdb.InvalidInputException as error:
        raise UnreadableError(
            f"it is no text of lines of up to {_LONGEST_LINE:,} bytes"
        ) from error
    _drop_empty_end(connection)


def _drop_empty_end(connection: duckdb.DuckDBPyConnection) -> None:
    ((last, full),) = connection.execute("""
        select count(*), coalesce(max(n) filter (line not in ('', '\r')), 0)
        from lines
    """).fetchall()
    if full < last:
        connection.execute("delete from lines where n > ?", [full])
