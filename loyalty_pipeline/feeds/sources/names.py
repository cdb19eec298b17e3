"""Which column of a file is which of its feed's."""

import re
from collections.abc import Iterable, Sequence

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.sources.reading import UnreadableError

_MOST_SHOWN = 30


def match(
    feed: Feed, look: FeedLook, found: Sequence[str], may_lack: bool = False
) -> dict[str, str]:
    """The file's name of each of the feed's columns that it has.

    A name is matched as it stands, else without regard to case and blanks where just
    one is meant. Where a file `may_lack` keys, one that is declared may be missing.
    Raises `UnreadableError` for a column that is there twice, and where one that is
    required or declared is missing.
    """
    matched: dict[str, str] = {}
    for column in feed.columns:
        declared = look.columns.get(column.name, column.name)
        if declared is None:
            continue
        name = _find(declared, found)
        if name is None and column.name in look.columns:
            # A file in the contract's own names needs no translation.
            name = column.name if column.name in found else None
            if name is None and not may_lack:
                raise UnreadableError(
                    f"landing.yaml calls {column.name} {declared!r}, and the file has"
                    f" no such column; its columns are {shown(found)}"
                )
        if name is not None:
            matched[column.name] = name
    both = [name for name in look.constants if name in matched]
    if both:
        raise UnreadableError(
            f"landing.yaml makes {both[0]} a constant, and the file has a column"
            f" {matched[both[0]]!r}: leave out the constant, or write"
            f" `columns: {{{both[0]}: null}}` to leave out the column"
        )
    return matched


def require(feed: Feed, look: FeedLook, matched: Iterable[str]) -> list[str]:
    """The feed's required columns that neither the file nor a constant gives.

    A file that may hold deletions needs the key alone: what else its rows lack, each
    says.
    """
    given = {*matched, *look.constants}
    required = [column.name for column in feed.columns if column.required]
    needed = feed.key if "deleted_at" in given else required
    return [name for name in needed if name not in given]


def missing(names: Iterable[str], found: Sequence[str]) -> str:
    """Why a file without some columns is none of its feed, and what to do."""
    return (
        f"required columns are missing: {', '.join(names)}; its columns are"
        f" {shown(found)}; where they have other names, say so in landing.yaml, such as"
        f' `columns: {{{next(iter(names))}: "Their Name"}}`'
    )


def strangers(matched: Iterable[str], found: Iterable[str]) -> list[str]:
    """The file's columns that are none of the feed's."""
    taken = {*matched}
    return [name for name in found if name not in taken]


def shown(names: Sequence[str]) -> str:
    """Names for a message; without a header they are a row's values, which it hides."""
    few = [_hidden(name) for name in names[:_MOST_SHOWN]]
    return ", ".join(few) + (", …" if len(names) > _MOST_SHOWN else "")


def _hidden(name: str) -> str:
    return "…" if re.search(r"@|\d{3}", name) else repr(name[:80])


def _find(declared: str, found: Sequence[str]) -> str | None:
    if declared in found:
        if found.count(declared) > 1:
            raise UnreadableError(f"its header has columns twice: {declared}")
        return declared
    alike = [name for name in found if loosely(name) == loosely(declared)]
    if len(alike) > 1:
        raise UnreadableError(
            f"its columns {', '.join(map(repr, alike))} may each be {declared}:"
            " say which in landing.yaml"
        )
    return alike[0] if alike else None


def loosely(name: str) -> str:
    """A name without regard to case, and to blanks around and within it."""
    return "_".join(name.replace("\ufeff", "").split()).casefold()
