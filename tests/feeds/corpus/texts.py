"""CSV and JSONL files: rows written down, and then spoiled or dressed up."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Literal

from tests.feeds.corpus.rows import Row, Rows, sound

Quoting = Literal[0, 1, 2, 3]
Written = Callable[[Random, str], bytes]
_LONG = "x" * 10_000_000


def as_csv(rows: Rows, end: str = "\r\n", quoting: Quoting = csv.QUOTE_MINIMAL) -> str:
    """Rows as CSV under the names of all of them."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    target = io.StringIO()
    writer = csv.writer(target, quoting=quoting, lineterminator=end)
    writer.writerow(names)
    writer.writerows([[row.get(name) for name in names] for row in rows])
    return target.getvalue()


def as_jsonl(rows: Sequence[Row]) -> str:
    """Rows as objects, every value a text."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def packed(content: bytes, suffix: str) -> bytes:
    """A file's content as its suffix has it."""
    if suffix.endswith(".gz"):
        return gzip.compress(content, compresslevel=1, mtime=0)
    if suffix.endswith(".zip"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("rows", content)
        return target.getvalue()
    return content


def _lines(
    draw: Random, feed: str, change: Callable[[Random, list[str]], None]
) -> bytes:
    lines = as_csv(sound(feed), "\n").split("\n")
    change(draw, lines)
    return "\n".join(lines).encode()


def ragged(draw: Random, feed: str) -> bytes:
    """Rows with values more or fewer than the header has names."""

    def change(draw: Random, lines: list[str]) -> None:
        for _ in range(6):
            at = draw.randrange(1, len(lines) - 1)
            cut = lines[at].rpartition(",")[0]
            lines[at] = draw.choice(
                [lines[at] + ",", lines[at] + ",x", cut, "", " ", "x"]
            )

    return _lines(draw, feed, change)


def stray_quotes(draw: Random, feed: str) -> bytes:
    """Quotes where none may stand, some of which open what is never closed."""

    def change(draw: Random, lines: list[str]) -> None:
        for _ in range(draw.randint(1, 5)):
            at = draw.randrange(1, len(lines) - 1)
            place = draw.randint(0, len(lines[at]))
            stray = draw.choice(['"', '"', '""', '",', ',"', "\r", '"\r'])
            lines[at] = lines[at][:place] + stray + lines[at][place:]

    return _lines(draw, feed, change)


def blank_lines(draw: Random, feed: str) -> bytes:
    """Lines with nothing in them, in the middle and at the end."""

    def change(draw: Random, lines: list[str]) -> None:
        for _ in range(4):
            lines.insert(draw.randint(1, len(lines)), draw.choice(["", "\r"]))

    return _lines(draw, feed, change)


def header_again(draw: Random, feed: str) -> bytes:
    """The header once more, as where files were put together."""
    return _lines(
        draw, feed, lambda draw, lines: lines.insert(draw.randint(1, 20), lines[0])
    )


def a_column_twice(draw: Random, feed: str) -> bytes:
    """A name that stands twice in the header."""

    def change(draw: Random, lines: list[str]) -> None:
        name = draw.choice(lines[0].split(","))
        lines[:-1] = [
            f"{line},{name if n == 0 else 'x'}" for n, line in enumerate(lines[:-1])
        ]

    return _lines(draw, feed, change)


def other_delimiter(draw: Random, feed: str) -> bytes:
    """Semicolons, which only a first line may declare."""
    text = as_csv(sound(feed)).replace(",", ";")
    return (draw.choice(["", "sep=;\r\n"]) + text).encode()


def folded(draw: Random, feed: str) -> bytes:
    """Values over several lines, in every column, under every kind of line end."""
    rows = sound(feed)
    for row in rows:
        row["note"] = draw.choice(["a\nb", "\n", "a\r\nb", "\r", '"\n"', ",\n,", "a"])
    end = draw.choice(["\n", "\r\n"])
    return as_csv(rows, end, draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])).encode()


def controls(draw: Random, feed: str) -> bytes:
    """Control characters and NULs, in columns of the feed's and in others."""
    rows = sound(feed)
    for row in rows:
        row["note"] = "".join(
            chr(draw.choice([0, 0, 1, 2, 7, 27, 31])) for _ in range(9)
        )
    name = draw.choice(list(rows[0]))
    rows[3][name] = f"{rows[3][name]}\x00"
    return as_csv(rows).encode()


def mixed_ends(draw: Random, feed: str) -> bytes:
    """Lines that end each in another way."""
    lines = as_csv(sound(feed), "\n").split("\n")
    return "".join(line + draw.choice(["\n", "\r\n"]) for line in lines).encode()


def any_text(write: Callable[[Rows], str]) -> dict[str, Written]:
    """What may befall every text file, however its rows are written."""

    def text(feed: str) -> str:
        return write(sound(feed))

    def cut(draw: Random, feed: str) -> bytes:
        content = text(feed).encode()
        return content[: draw.randrange(len(content))]

    def flipped(draw: Random, feed: str) -> bytes:
        content = bytearray(text(feed).encode())
        for _ in range(draw.randint(1, 4)):
            content[draw.randrange(len(content))] = draw.choice(
                b'\x00\r\n",\\{}x1\x80\xff'
            )
        return bytes(content)

    def long(draw: Random, feed: str) -> bytes:
        rows = [{**row, "note": "a"} for row in sound(feed, 3)]
        rows[1]["note"] = _LONG
        return write(rows).encode()

    return {
        "sound": lambda draw, feed: text(feed).encode(),
        "mark": lambda draw, feed: ("\ufeff" + text(feed)).encode(),
        "no last end": lambda draw, feed: text(feed).rstrip("\r\n").encode(),
        "crlf": lambda draw, feed: _ended(text(feed), "\r\n"),
        "lf": lambda draw, feed: _ended(text(feed), "\n"),
        "old mac": lambda draw, feed: _ended(text(feed), "\r"),
        "utf-16": lambda draw, feed: text(feed).encode("utf-16"),
        "latin-1": lambda draw, feed: (text(feed) + "café").encode(
            "latin-1", "replace"
        ),
        "empty": lambda draw, feed: draw.choice(
            [b"", b"\n", b"\r\n\n", b"\xef\xbb\xbf"]
        ),
        "cut": cut,
        "flipped": flipped,
        "long": long,
    }


def _ended(text: str, end: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\n", end).encode()


CSV: dict[str, Written] = {
    **any_text(as_csv),
    "header alone": lambda draw, feed: as_csv(sound(feed)).split("\r\n")[0].encode(),
    "all quoted": lambda draw, feed: as_csv(sound(feed), "\n", csv.QUOTE_ALL).encode(),
    "ragged": ragged,
    "stray quotes": stray_quotes,
    "blank lines": blank_lines,
    "header again": header_again,
    "a column twice": a_column_twice,
    "other delimiter": other_delimiter,
    "folded": folded,
    "controls": controls,
    "mixed ends": mixed_ends,
}
