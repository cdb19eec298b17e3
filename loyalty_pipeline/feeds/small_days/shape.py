"""Which landed files may be read as one, without a change in what is read.

A day costs some statements however few its rows are; a history of daily folders would
cost a hundred times its rows.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb

from loyalty_pipeline import duck

SMALL = 1 << 22  # bytes; a larger day is worth statements of its own
_MARK = b"\xef\xbb\xbf"
_MAGIC = b"PAR1"


def shape_of_text(file: Path) -> str | None:
    """What a text file must have in common with those it is read with.

    None where its lines do not stand for themselves: it is not UTF-8, a value may hold
    a line's end, or empty lines at its end would come to lie between others.
    """
    text = file.read_bytes()
    header, _, _ = text.partition(b"\n")
    ends_in_nothing = text.endswith((b"\n\n", b"\n\r\n"))
    # The names of columns are in a second line, or no line ends as others do.
    is_odd = header.startswith(b"sep=") or b"\r" in header.rstrip(b"\r")
    if not header.strip() or is_odd or ends_in_nothing or not _is_utf_8(text):
        return None
    if file.suffix.lower() == ".jsonl":
        return ".jsonl"
    return None if _may_fold(text) else f".csv {header.decode()}"


def _is_utf_8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.startswith(_MARK)


def _may_fold(text: bytes) -> bool:
    """Whether a quote may be open at the end of a line."""
    if b'"' not in text:
        return False
    return any(line.count(b'"') % 2 for line in text.split(b"\n"))


def shapes_of_parquet(files: Iterable[Path]) -> dict[Path, str]:
    """The columns of each Parquet file, by name and type; none of a spoiled one."""
    sound = {str(file): file for file in files if _is_whole(file)}
    if not sound:
        return {}
    with duck.connect() as connection:
        try:
            described = connection.execute(
                "select file_name, string_agg(concat_ws(' ', name, type, type_length,"
                " repetition_type, num_children, converted_type, scale, precision,"
                " logical_type), ', ')"
                f" from parquet_schema({duck.each(sound.values())}) group by file_name"
            ).fetchall()
        except duckdb.Error:  # each is read by itself, and says what is wrong with it
            return {}
    return {sound[name]: f".parquet {columns}" for name, columns in described}


def _is_whole(file: Path) -> bool:
    with file.open("rb") as stream:
        begins = stream.read(len(_MAGIC))
        stream.seek(-min(len(_MAGIC), file.stat().st_size), 2)
        return begins == _MAGIC == stream.read()


def shapes(files: Iterable[Path]) -> dict[Path, str]:
    """The shape of every file that may be read with others of its shape."""
    found, parquet = {}, []
    for file in files:
        suffix = file.suffix.lower()
        if suffix == ".parquet":
            parquet.append(file)
        elif suffix in (".csv", ".jsonl"):
            shape = shape_of_text(file)
            if shape is not None:
                found[file] = shape
    found |= shapes_of_parquet(parquet)
    many = Counter(found.values())
    return {file: shape for file, shape in found.items() if many[shape] > 1}
