"""A landed text file as plain UTF-8: unpacked, and decoded as landing.yaml says."""

import codecs
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from loyalty_pipeline.feeds.sources.reading import UnreadableError

UTF_8 = "utf-8"
_CHUNK = 1 << 24
_SPOILED = (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
_MARKS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def plain(file: Path, scratch: Path, encoding: str | None) -> Path:
    """The file itself, or where it is packed or encoded, a copy of UTF-8 in `scratch`.

    Raises `UnreadableError` for a file that cannot be unpacked or decoded.
    """
    is_packed = file.suffix.lower() in (".gz", ".zip")
    if not is_packed and encoding in (None, UTF_8):
        return file
    scratch.parent.mkdir(parents=True, exist_ok=True)
    try:
        with opened(file) as source, scratch.open("wb") as target:
            for text in decoded(source, encoding or UTF_8):
                target.write(text.encode("utf-8"))
    except _SPOILED as error:
        raise UnreadableError(
            f"it cannot be unpacked ({error}): it may be cut short; land it again"
        ) from error
    return scratch


def decoded(source: BinaryIO, encoding: str) -> Iterator[str]:
    """The text of a stream in pieces; `UnreadableError` names the line at fault."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    begins = b""
    try:
        while chunk := source.read(_CHUNK):
            begins = begins or chunk[:2]
            text = decoder.decode(chunk)
            yield text
            line += text.count("\n")
        yield decoder.decode(b"", final=True)
    except UnicodeError as error:
        if isinstance(error, UnicodeDecodeError):
            before = error.object[: error.start].decode(encoding, errors="ignore")
            line += before.count("\n")
        raise UnreadableError(_not_of(encoding, line, begins)) from error


def _not_of(encoding: str, line: int, begins: bytes) -> str:
    if encoding != UTF_8:
        return (
            f"it is not {encoding}, as landing.yaml says (line {line}):"
            " mend `encoding` there"
        )
    if begins in _MARKS_OF_UTF_16:
        return (
            "it is not UTF-8 but UTF-16: write `encoding: utf-16` into landing.yaml,"
            " or save it as CSV UTF-8"
        )
    return (
        f"it is not UTF-8 (line {line}): save it as CSV UTF-8, or declare its encoding"
        " in landing.yaml, such as `encoding: windows-1252` or `encoding: gb18030`"
    )


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked."""
    suffix = file.suffix.lower()
    if suffix == ".gz":
        with gzip.open(file) as stream:
            yield cast(BinaryIO, stream)
    elif suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            yield cast(BinaryIO, archive.open(_only_member(archive)))
    else:
        with file.open("rb") as stream:
            yield stream


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    # A Mac packs notes of its own beside what it is asked to.
    found = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not member.filename.startswith("__MACOSX/")
    ]
    if len(found) != 1:
        raise UnreadableError(
            f"it holds {len(found)} files: pack each by itself, or land it unpacked"
        )
    return found[0]
