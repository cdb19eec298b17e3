"""Days that were taken into the lake, and whose waiting facts no run has judged yet.

A run that dies between the two leaves them to the next one.
"""

import json
import shutil
from collections.abc import Iterable
from datetime import date

from loyalty_pipeline.files import write_json
from loyalty_pipeline.guard.held_days import FeedDay
from loyalty_pipeline.home.layout import Home


def add(home: Home, feed: str, days: Iterable[date]) -> None:
    """Know that days of a feed are about to be taken in; call it before they are."""
    known = {*unjudged_of(home, feed), *days}
    if known:
        file = home.unjudged / f"{feed}.json"
        write_json(file, sorted(day.isoformat() for day in known))


def unjudged_of(home: Home, feed: str) -> list[date]:
    """The days of a feed that are still to be judged, oldest first."""
    file = home.unjudged / f"{feed}.json"
    if not file.exists():
        return []
    return [date.fromisoformat(day) for day in json.loads(file.read_text("utf-8"))]


def unjudged(home: Home) -> list[FeedDay]:
    """The days of all feeds that are still to be judged."""
    feeds = sorted(file.stem for file in home.unjudged.glob("*.json"))
    return [(feed, day) for feed in feeds for day in unjudged_of(home, feed)]


def forget(home: Home) -> None:
    """Every day in the lake has been judged."""
    shutil.rmtree(home.unjudged, ignore_errors=True)
