"""The quality page: every promise about the feeds, day by day, as one HTML file.

It needs nothing beside it, asks nobody for anything and has no script. It names feeds,
days, files and rules; no value and no key of a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.unread import unread
from loyalty_pipeline.files import replacing
from loyalty_pipeline.guard.freshness import Late
from loyalty_pipeline.guard.held_days import HeldDay, held_days
from loyalty_pipeline.guard.settling import (
    export_command,
    release_command,
    show_command,
)
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.quality import found
from loyalty_pipeline.quality.days import IN_FULL, days_of_feeds
from loyalty_pipeline.quality.feeds import FeedQuality, Found, Mark, feed_quality

_FOUND = 60  # lines about broken promises
_UNREAD = 50
_MARKS = {
    "passed": "✓",
    "warned": "!",
    "held": "✕",
    "released": "○",
    "unasked": "·",
    "unknown": "?",
}


@dataclass(frozen=True)
class Subject:
    """What a page is about; `publication` is the one that readers see with it."""

    home: Home
    landing: Path
    programme: str
    as_of: date
    publication: str | None = None
    late: Sequence[Late] = ()


@dataclass(frozen=True)
class Held:
    """A day that is held, what was found, and the commands that settle it."""

    feed: str
    day: str
    findings: list[str]
    commands: list[tuple[str, str]]


def write(subject: Subject, tables: Path, file: Path) -> None:
    """Write the page into a file, in one step; `tables` is a publication's folder."""
    with replacing(file) as scratch:
        scratch.write_text(render(subject, tables), encoding="utf-8")


def render(subject: Subject, tables: Path) -> str:
    """The page as HTML."""
    home = subject.home
    late = {each.feed for each in subject.late}
    today = {
        name: Mark(subject.as_of, "warned" if name in late else "passed")
        for name in FEEDS
    }
    feeds = [
        feed_quality(name, days, today[name])
        for name, days in days_of_feeds(home).items()
    ]
    broken = sorted(
        (each for feed in feeds for each in feed.broken),
        key=lambda each: each.day,
        reverse=True,
    )
    left = unread(subject.landing)
    html: str = _template().render(
        subject=subject,
        written_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        held=_held(home, feeds),
        feeds=feeds,
        broken=broken[:_FOUND],
        more_broken=len(broken) - len(broken[:_FOUND]),
        reasons=found.reasons(home),
        unreadable=found.unreadable(home),
        waiting=found.waiting(tables),
        unread=left[:_UNREAD],
        more_unread=len(left) - len(left[:_UNREAD]),
        marks=_MARKS,
        in_full=IN_FULL,
    )
    return html


def _template() -> Any:
    # Here: only a run that has something to tell loads it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = _number
    return environment.get_template("page.html.j2")


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _held(home: Home, feeds: Sequence[FeedQuality]) -> list[Held]:
    broken = [each for feed in feeds for each in feed.broken]
    return [
        Held(
            held["feed"],
            held["day"],
            _findings(held, broken),
            [
                ("Look at it", show_command(home, held["day"])),
                ("Mend its rejected rows", export_command(home, held["day"])),
                ("Let it in as it is", release_command(home, held["day"])),
            ],
        )
        for held in held_days(home)
        if not held["released"]
    ]


def _findings(held: HeldDay, broken: Sequence[Found]) -> list[str]:
    """Why a day is held; sentences of the checks name examples, so figures stand in."""
    if held.get("waits"):
        return held["findings"]
    said = [
        f"{each.says} Found: {each.figures}."
        for each in broken
        if (each.feed, str(each.day), each.came) == (held["feed"], held["day"], "held")
    ]
    return said or ["An earlier release held it: the first command says why."]
