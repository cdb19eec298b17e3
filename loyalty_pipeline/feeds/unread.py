"""What lies in the landing and nobody reads: misspelt feeds, loose and nested files."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.landing import DAY_PREFIX

_SETTINGS = ("landing.yaml", "landing.yml", "sources.yaml")
_PLACE = f"<feed>/{DAY_PREFIX}<day>/<file>"


def unread(landing: Path) -> list[str]:
    """A sentence for each file or folder that is not read, and where it should lie."""
    if not landing.is_dir():
        return []
    found = list(_beside_feeds(landing))
    for feed in FEEDS:
        found += _inside(landing, feed)
    return found


def look_alike(landing: Path, feed: str) -> str | None:
    """A folder of the landing that is no feed, and whose name is most like a feed's."""
    if not landing.is_dir():
        return None
    names = {entry.name.lower(): entry.name for entry in landing.iterdir()}
    others = [low for low, name in names.items() if name not in FEEDS]
    return next((names[low] for low in get_close_matches(feed, others, 1)), None)


def _beside_feeds(landing: Path) -> Iterator[str]:
    for entry in _visible(landing):
        if entry.is_dir() and entry.name not in FEEDS:
            close = get_close_matches(entry.name.lower(), FEEDS, 1)
            hint = f"; is it {close[0]}?" if close else ""
            yield f"{entry.name}/ is no feed{hint}"
        elif entry.is_file() and entry.name not in _SETTINGS:
            yield f"{entry.name} lies in no feed: files are read at {_PLACE}"


def _inside(landing: Path, feed: str) -> Iterator[str]:
    for entry in _visible(landing / feed):
        if entry.is_file():
            yield (
                f"{feed}/{entry.name} lies in no day:"
                f" files are read at {feed}/{DAY_PREFIX}<day>/<file>"
            )
        elif entry.is_dir():
            for nested in _visible(entry):
                if nested.is_dir() and any(f.is_file() for f in nested.rglob("*")):
                    where = nested.relative_to(landing)
                    yield f"{where}/ is not read: files lie in the day's own folder"


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    entries = (e for e in folder.iterdir() if not e.name.startswith((".", "_")))
    return sorted(entries)
