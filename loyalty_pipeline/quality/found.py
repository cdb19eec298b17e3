"""What the quality page tells beside the days: why rows are rejected, what waits."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.landed_files import records
from loyalty_pipeline.feeds.staging import QUARANTINE_COLUMNS, QUARANTINED
from loyalty_pipeline.guard.held_days import held_days
from loyalty_pipeline.home.layout import Home

_MOST = 200  # lines of a table
_OLD = "rejected by a release that counted no rules"


class Reason(NamedTuple):
    """A rule, how many rows of a feed broke it, and on which day last."""

    feed: str
    rule: str
    rows: int
    last: date


class Unreadable(NamedTuple):
    """A file that could not be read at all."""

    feed: str
    day: date
    file: str


class Waits(NamedTuple):
    """Facts of a feed that wait for one kind of thing; the first waits since a day."""

    feed: str
    waiting_for: str
    facts: int
    since: date


def reasons(home: Home) -> list[Reason]:
    """The rules that rejected rows broke, the most frequent first; no row's values."""
    files = [*home.quarantine.glob("*/*.parquet")]
    files += [*home.held_days.glob(f"*/*/{QUARANTINED}")]
    if not files:
        return []
    none = duck.no_rows(QUARANTINE_COLUMNS)
    read = f"read_parquet({duck.each(sorted(files))}, union_by_name = true)"
    with duck.connect() as connection:
        found = connection.execute(f"""
            select feed, rule, count(*), max(landed_on)
            from (
                select
                    feed,
                    landed_on,
                    unnest(
                        coalesce(
                            list_transform(broken_rules, lambda b: b.rule), ['{_OLD}']
                        )
                    ) as rule
                from (from {none} union all by name from {read})
                where row_position > 0
            )
            group by all
            order by 3 desc, 1, 2
            limit {_MOST}
        """).fetchall()
    return [Reason(*row) for row in found]


def unreadable(home: Home) -> list[Unreadable]:
    """The newest files that could not be read, of the lake's days and of held ones."""
    keys = {"counts": [{"name": "VARCHAR", "whole": "BOOLEAN"}]}
    with duck.connect() as connection:
        rows = connection.execute(f"""
            select feed, landed_on, count.name
            from (
                select feed, landed_on, unnest(record.counts) as count
                from {records(home, keys)}
            )
            where count.whole
        """).fetchall()
    found = {Unreadable(*row) for row in rows}
    found |= {
        Unreadable(held["feed"], date.fromisoformat(held["day"]), count["name"])
        for held in held_days(home)
        for count in held.get("counts", [])
        if count["whole"]
    }
    newest = sorted(found, key=lambda each: (each.day, each.feed, each.file))[::-1]
    return newest[:_MOST]


def waiting(tables: Path) -> list[Waits]:
    """What waits in the `held_back` of a publication, if there is one."""
    file = tables / "held_back.parquet"
    if not file.exists():
        return []
    with duck.connect() as connection:
        found = connection.execute(
            "select feed, waiting_for, count(*), min(since)"
            f" from {duck.rows(file)} group by all order by 3 desc, 1, 2"
        ).fetchall()
    return [Waits(*row) for row in found]
