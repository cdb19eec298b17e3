"""Reading `landing.yaml`, which lies in the landing beside the feeds, if at all."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.model import PLAIN, FeedLook, LandingFile

NAME = "landing.yaml"
_REMEDY = "mend each path named; `loyalty validate --landing DIR` checks the file again"


def look_of(landing: Path, feed: str) -> FeedLook:
    """How a feed's files look.

    Raises `LoyaltyError` naming every place of landing.yaml that is wrong, what stands
    there and what is allowed.
    """
    file = landing / NAME
    try:
        stat = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return PLAIN
    return _looks(file, stat.st_mtime_ns, stat.st_size)[feed]


@lru_cache(maxsize=8)
def _looks(file: Path, modified_ns: int, size: int) -> Mapping[str, FeedLook]:
    """The look of every feed; the file's time and size tell it from what it was."""
    return looks(file)


def looks(file: Path) -> dict[str, FeedLook]:
    """The look of every feed, as a landing.yaml says it."""
    from pydantic import ValidationError

    from loyalty_pipeline.written import parse, typed_findings

    written = parse(file, NAME, _REMEDY)
    try:
        landing = LandingFile.model_validate({} if written is None else written)
    except ValidationError as error:
        raise _refusal(file, written, typed_findings(error)) from None
    found = {
        name: landing.feeds.get(name, PLAIN).with_defaults(landing.defaults)
        for name in FEEDS
    }
    problems = [f for name, look in landing.feeds.items() for f in _strange(name, look)]
    if not problems:
        problems = _conflicts(landing, found)
    if problems:
        raise _refusal(file, written, problems)
    return found


def _conflicts(
    landing: LandingFile, found: Mapping[str, FeedLook]
) -> list[tuple[str, str]]:
    """What does not fit together, where it is said: of a feed, or else of all."""
    told = {
        (f"feeds.{name}" if name in landing.feeds else "defaults", conflict): None
        for name, look in found.items()
        for conflict in look.conflicts()
    }
    return list(told)


def _strange(name: str, look: FeedLook) -> Iterator[tuple[str, str]]:
    """Names that are no feed's, or no column's of the feed."""
    if name not in FEEDS:
        yield f"feeds.{name}", f"is no feed; the feeds are {', '.join(FEEDS)}"
        return
    own = _names(FEEDS[name])
    for part in ("columns", "constants", "values"):
        for column in getattr(look, part):
            if column not in own:
                says = f"is no column of {name}; its columns are {', '.join(own)}"
                yield f"feeds.{name}.{part}.{column}", says


def _names(feed: Feed) -> list[str]:
    return [column.name for column in feed.columns]


def _refusal(file: Path, written: Any, problems: list[tuple[str, str]]) -> LoyaltyError:
    from loyalty_pipeline.written import told

    return LoyaltyError(f"{NAME} is wrong{told(written, problems)}", str(file), _REMEDY)
