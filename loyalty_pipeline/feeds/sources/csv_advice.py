"""What to do about a header that another delimiter would tell apart."""

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.sources import names
from loyalty_pipeline.feeds.sources.reading import UnreadableError

CALLED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
WRITTEN = {"\t": "tab"}


def advice(feed: Feed, look: FeedLook, header: list[str], delimiter: str) -> str | None:
    """Why a header is not read, where its columns are separated otherwise."""
    if len(header) != 1:
        return None
    others = [d for d in CALLED if d != delimiter and d in header[0]]
    fitting = [d for d in others if _fits(feed, look, split(header[0], d))]
    found = fitting or sorted(others, key=header[0].count, reverse=True)
    if not found:
        return None
    other = found[0]
    return (
        f"its header has one column, since {CALLED[other]} separate its columns"
        f" ({names.shown(split(header[0], other))}) and not {CALLED[delimiter]}: write"
        f' `delimiter: "{WRITTEN.get(other, other)}"` into landing.yaml, or save it'
        f" with {CALLED[delimiter]}"
    )


def split(header: str, delimiter: str) -> list[str]:
    """The names of a header's line, told apart without regard to quoted delimiters."""
    return [name.strip().strip('"') for name in header.split(delimiter)]


def _fits(feed: Feed, look: FeedLook, header: list[str]) -> bool:
    try:
        matched = names.match(feed, look, header)
    except UnreadableError:
        return False
    return not names.require(feed, look, matched)
