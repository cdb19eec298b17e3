"""Reading `sources.yaml`, which lies in the landing beside the feeds, if at all."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from loyalty_pipeline.errors import LoyaltyError

if TYPE_CHECKING:
    from loyalty_pipeline.feeds.databases.model import Source, SourcesFile

NAME = "sources.yaml"
FILES = "pulled-*.parquet"
_EXAMPLE = "pulled-20260101T030000000000Z.parquet"
_REMEDY = "mend each path named; `loyalty validate --landing DIR` checks the file again"

Sources = Mapping[str, "Source"]


def sources_of(landing: Path) -> Sources:
    """The feeds that are pulled from databases, in the catalogue's order.

    Raises `LoyaltyError` naming every place of sources.yaml that is wrong, what stands
    there and what is allowed. Costs a look at the folder where there is no such file.
    """
    file = landing / NAME
    try:
        stat = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    found = _read(file, stat.st_mtime_ns, stat.st_size)
    _refuse_unread(landing, found)
    return found


@lru_cache(maxsize=8)
def _read(file: Path, modified_ns: int, size: int) -> Sources:
    """The sources; the file's time and size tell it from what it was."""
    from pydantic import ValidationError

    from loyalty_pipeline.feeds.catalog import FEEDS
    from loyalty_pipeline.feeds.databases.model import SourcesFile
    from loyalty_pipeline.written import parse, told, typed_findings

    written = parse(file, NAME, _REMEDY)
    try:
        read = SourcesFile.model_validate({} if written is None else written)
        problems = list(_strange(read))
    except ValidationError as error:
        problems, read = typed_findings(error), SourcesFile()
    if problems:
        raise LoyaltyError(
            f"{NAME} is wrong{told(written, problems)}", str(file), _REMEDY
        )
    return {name: read.feeds[name] for name in FEEDS if name in read.feeds}


def _strange(read: "SourcesFile") -> Iterator[tuple[str, str]]:
    from loyalty_pipeline.feeds.catalog import FEEDS

    for name in read.feeds:
        if name not in FEEDS:
            yield f"feeds.{name}", f"is no feed; the feeds are {', '.join(FEEDS)}"


def _refuse_unread(landing: Path, sources: Sources) -> None:
    """Raise `LoyaltyError` where landing.yaml leaves out the files that are pulled."""
    from loyalty_pipeline.feeds.declared.loading import look_of

    for feed in sources:
        pattern = look_of(landing, feed).files
        if pattern is not None and not fnmatchcase(_EXAMPLE, pattern):
            raise LoyaltyError(
                f"feeds.{feed}.files = {pattern!r} leaves out what is pulled from the"
                f" database, which lands as {FILES}",
                str(landing / "landing.yaml"),
                "leave out `files`, or write a pattern that both kinds of file have",
            )
