"""Rows of a feed as texts, mutated: what every format can carry."""

from collections.abc import Callable
from random import Random

from tests.feeds.corpus import values as v
from tests.feeds.corpus.contract import FEEDS, MONEY, RATE, TEXT, WHOLE, Column
from tests.feeds.corpus.spellings import NULL_WORDS, edited, spelling
from tests.feeds.file_formats import LATER, LIVE

Row = dict[str, str | None]
Rows = list[Row]
Mutation = Callable[[Random, str], Rows]

COUNT = 30
_KINDS = {
    "numbers": (MONEY, RATE, WHOLE),
    "dates": (v.day, v.open_day),
    "instants": (v.instant, v.open_instant),
    "booleans": (v.truth,),
    "ids": (v.identifier, v.benefit),
    "texts": (TEXT,),
}
_TAKEN = {kind for kinds in _KINDS.values() for kind in kinds}


def sound(feed: str, count: int = COUNT) -> Rows:
    """Rows with which nothing is wrong, of keys of their own."""
    key = FEEDS[feed].key[0]
    return [{**LIVE[feed], key: f"{key[0]}{n}"} for n in range(count)]


def of_kind(draw: Random, feed: str, name: str) -> Rows:
    """Each row with another spelling in a column of a kind; none where is none."""
    columns = [c for c in FEEDS[feed].columns if c.kind in _KINDS[name]]
    return _respelt(draw, feed, columns)


def codes(draw: Random, feed: str) -> Rows:
    """Each row with another word where the contract has a list of them."""
    columns = [c for c in FEEDS[feed].columns if c.kind not in _TAKEN]
    return _respelt(draw, feed, columns)


def _respelt(draw: Random, feed: str, columns: list[Column]) -> Rows:
    rows = sound(feed) if columns else []
    for row in rows:
        column = draw.choice(columns)
        row[column.name] = spelling(column, draw)
    return rows


def several(draw: Random, feed: str) -> Rows:
    """Rows in which several columns are respelt at once."""
    rows = sound(feed)
    for row in rows:
        for column in draw.sample(FEEDS[feed].columns, 2):
            row[column.name] = spelling(column, draw)
    return rows


def letters(draw: Random, feed: str) -> Rows:
    """Rows with one letter changed in some value."""
    rows = sound(feed)
    for row in rows:
        name = draw.choice(list(row))
        row[name] = edited(str(row[name]), draw)
    return rows


def nothing(draw: Random, feed: str) -> Rows:
    """Rows with empty values, and with words that some write for them."""
    rows = sound(feed)
    for row in rows:
        for name in draw.sample(list(row), draw.randint(1, 3)):
            row[name] = draw.choice([None, "", draw.choice(NULL_WORDS)])
    return rows


def tombstones(draw: Random, feed: str) -> Rows:
    """Deletions, of which some hold nothing else, or what a living row may not."""
    rows = sound(feed)
    for row in rows:
        row["deleted_at"] = draw.choice(
            [LATER, LATER, LATER, None, "2025-02-30", "yes"]
        )
        for name in draw.sample(list(row), draw.randint(0, len(row) - 1)):
            if name != "deleted_at":
                row[name] = draw.choice([None, "0", "-1", "99", row[name]])
    return rows


def repeated(draw: Random, feed: str) -> Rows:
    """Keys that come again: the same row, another, or a newer one."""
    rows = sound(feed, COUNT // 3)
    again = [{**draw.choice(rows)} for _ in range(COUNT - len(rows))]
    for row in again:
        change = draw.choice(["nothing", "update", "value", "value", "both"])
        if change in ("update", "both"):
            row["updated_at"] = draw.choice(
                [None, "2025-01-03", LATER, "2025-01-03T00:00Z"]
            )
        if change in ("value", "both"):
            column = draw.choice(
                [c for c in FEEDS[feed].columns if c.name not in FEEDS[feed].key]
            )
            row[column.name] = draw.choice([None, spelling(column, draw)])
    rows += again
    draw.shuffle(rows)
    return rows


def lacking(draw: Random, feed: str) -> Rows:
    """Without some columns that need not be there."""
    optional = [c.name for c in FEEDS[feed].columns if not c.required]
    left = {*draw.sample(optional, draw.randint(1, len(optional)))}
    return _without(sound(feed), left)


def headless(draw: Random, feed: str) -> Rows:
    """Without a column that has to be there; sometimes a file may hold deletions."""
    required = [c.name for c in FEEDS[feed].columns if c.required]
    rows = _without(sound(feed), {draw.choice(required)})
    if draw.random() < 0.3:
        rows = [{**row, "deleted_at": draw.choice([None, LATER])} for row in rows]
    return rows


def renamed(draw: Random, feed: str) -> Rows:
    """A column under another name, which may still be taken for its own."""
    name = draw.choice([c.name for c in FEEDS[feed].columns if c.name in LIVE[feed]])
    others = [
        name.upper(),
        name.title(),
        f" {name} ",
        name.replace("_", " "),
        f"\t{name}",
    ]
    other = draw.choice([*others, f"{name}s", f"my_{name}", name.replace("_", "-"), ""])
    return [
        {(other if k == name else k): t for k, t in row.items()} for row in sound(feed)
    ]


def reordered(draw: Random, feed: str) -> Rows:
    """The columns in another order."""
    names = list(LIVE[feed])
    draw.shuffle(names)
    return [{name: row[name] for name in names} for row in sound(feed)]


def extra(draw: Random, feed: str) -> Rows:
    """Columns that are not the feed's, of names that the product may use itself."""
    names = ["row_position", "fault", "raw", "line", "fields", "n", "told", "reasons"]
    names += [
        "file_row_number",
        "landed_on",
        "note",
        "x y",
        "会员",
        'q"q',
        "a,b",
        "it's",
    ]
    added = dict.fromkeys(draw.sample(names, 4), "7")
    rows = [{**added, **row} for row in sound(feed)]
    return [_shuffled(draw, row) for row in rows[:1]] + rows[1:]


def _shuffled(draw: Random, row: Row) -> Row:
    names = list(row)
    draw.shuffle(names)
    return {name: row[name] for name in names}


def _without(rows: Rows, names: set[str]) -> Rows:
    return [{k: t for k, t in row.items() if k not in names} for row in rows]


def _kind(name: str) -> Mutation:
    return lambda draw, feed: of_kind(draw, feed, name)


MUTATIONS: dict[str, Mutation] = {
    **{name: _kind(name) for name in _KINDS},
    "codes": codes,
    "several": several,
    "letters": letters,
    "nothing": nothing,
    "tombstones": tombstones,
    "repeated": repeated,
    "lacking": lacking,
    "headless": headless,
    "renamed": renamed,
    "reordered": reordered,
    "extra": extra,
}
