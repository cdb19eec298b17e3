"""A landing.yaml for a file, from its header and first rows: to be read, then kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.proposed.columns import (
    ProposedColumn,
    columns,
    likeliest_feed,
)
from loyalty_pipeline.feeds.declared.proposed.first_rows import FirstRows, first_rows
from loyalty_pipeline.feeds.declared.proposed.looks import Found, choices, lines, quoted

_MOST_WORDS = 20


class Proposal(NamedTuple):
    """The text of a landing.yaml for some files, and the feed that each is of."""

    text: str
    feeds: list[str]


class _Part(NamedTuple):
    """What is said of one file's feed."""

    feed: Feed
    about: str
    title: str
    lines: list[str]


def propose(file: Path, feed: str | None = None) -> str:
    """The text of a landing.yaml for a file; what is a choice is commented.

    The feed is the one named, or that of a folder that the file lies in, or else the
    likeliest by the header. Raises `LoyaltyError` where there is no such feed, and for
    a file that cannot be read.
    """
    return propose_for([(file, feed)]).text


def propose_for(files: Sequence[tuple[Path, str | None]]) -> Proposal:
    """The same for several files; of those of one feed the first says how they look."""
    parts = [_part(file, feed) for file, feed in files]
    told: dict[str, _Part] = {}
    for part in parts:
        told.setdefault(part.feed.name, part)
    text = "\n".join(
        [
            *(part.about for part in told.values()),
            "# Lines behind a # are choices: take away the # of those that are right.",
            "feeds:",
            *(line for part in told.values() for line in (part.title, *part.lines)),
            "",
        ]
    )
    return Proposal(text, [part.feed.name for part in parts])


def _part(file: Path, feed: str | None) -> _Part:
    if feed is not None and feed not in FEEDS:
        raise LoyaltyError(
            f"{feed!r} is no feed", "--feed", f"name one of {', '.join(FEEDS)}"
        )
    found = first_rows(file)
    folders = [name for name in reversed(file.absolute().parent.parts) if name in FEEDS]
    named = feed or next(iter(folders), None)
    of = FEEDS[named] if named else _likeliest(file, found.header)
    body = list(_body(of, found))
    if all(line.lstrip().startswith("#") for line in body):
        body.insert(0, "trim: false  # as it is anyway, so that something stands here")
    return _Part(
        of,
        f"# Proposed for {quoted(file.name)}, from its header and first"
        f" {len(found.rows):,} rows.",
        f"  {of.name}:{'' if named else '  # by its header the likeliest feed'}",
        [f"    {line}" for line in body],
    )


def _likeliest(file: Path, header: list[str]) -> Feed:
    found = likeliest_feed(header)
    if not columns(found, header):
        raise LoyaltyError(
            "no column of its header is like one of a feed's",
            str(file),
            f"name the feed with --feed, one of {', '.join(FEEDS)}",
        )
    return found


def _body(feed: Feed, found: FirstRows) -> Iterator[str]:
    proposed = columns(feed, found.header)
    texts: Found = [
        (column, found.texts(p.theirs[0]))
        for p in proposed
        for column in feed.columns
        if column.name == p.ours and p.is_sure
    ]
    yield from _one_of("sheet", found.sheets)
    yield from _one_of("encoding", found.encodings)
    yield from _one_of(
        "delimiter", ["tab" if d == "\t" else d for d in found.delimiters]
    )
    yield from lines(texts)
    yield from _columns([p for p in proposed if not p.needs_no_word])
    for column, words in texts:
        told = choices(column, words)[:_MOST_WORDS]
        if told:
            pairs = ", ".join(f"{quoted(word)}: ?" for word in told)
            yield f"# values: {{{column.name}: {{{pairs}}}}}  # each {column.type.says}"
    lacking = [
        c.name
        for c in feed.columns
        if c.required and c.name not in {p.ours for p in proposed}
    ]
    if lacking:
        constants = ", ".join(f'{name}: "…"' for name in lacking)
        yield f"# constants: {{{constants}}}  # required, and no column is like it"


def _one_of(key: str, fitting: list[str]) -> Iterator[str]:
    for one in fitting:
        choice = "" if len(fitting) == 1 else f"  # one of {len(fitting)} that fit"
        yield f"{'# ' if choice else ''}{key}: {quoted(one)}{choice}"


def _columns(proposed: list[ProposedColumn]) -> Iterator[str]:
    if not proposed:
        return
    is_empty = not any(p.is_sure for p in proposed)
    yield f"{'# ' if is_empty else ''}columns:"
    for p in proposed:
        for name in p.theirs:
            line = f"{p.ours}: {quoted(name)}"
            sign = "# " if not p.is_sure else ""
            choice = "" if p.is_sure else "  # is it this one?"
            # Where the block is a comment its lines keep their place behind the sign.
            yield f"#   {line}{choice}" if is_empty else f"  {sign}{line}{choice}"
