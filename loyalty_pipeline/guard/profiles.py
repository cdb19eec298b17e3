"""What staged days are like, counted in DuckDB: one query for all days of a feed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Column, Feed
from loyalty_pipeline.feeds.day_record import DayRecord, Profile
from loyalty_pipeline.feeds.given import with_default

_KINDS = 50  # values of a column of a day; one with more of them does not sort
_LONGEST = 64  # characters


def optional(feed: Feed) -> list[Column]:
    """The columns that a file may leave out."""
    return [column for column in feed.columns if not column.required]


def may_be_empty(feed: Feed) -> list[Column]:
    """The columns of the feed's own in which a value may be missing."""
    own = feed.own_columns
    return [c for c in own if not c.required and c.default == "null"]


def amounts(feed: Feed) -> list[Column]:
    """The required columns of numbers, whose size is compared from day to day."""
    own = feed.own_columns
    return [c for c in own if c.required and c.type.lake_type == "BIGINT"]


def defaults_given(feed: Feed, record: DayRecord, profile: Profile) -> dict[str, int]:
    """The rows that give a value where a default stands in for none, column by column.

    Rejected rows give some, too: they are taken for as many as they can be.
    """
    live = sum(profile["live"].values())
    found = {}
    for column in with_default(feed):
        counts = [count.get("given", {}).get(column.name) for count in record["counts"]]
        known = [rows for rows in counts if rows is not None]
        if known:
            found[column.lake_name] = min(live, sum(known))
    return found


def sorting(feed: Feed) -> list[Column]:
    """The columns with a few values for many rows."""
    return [column for column in feed.own_columns if column.sorts]


def profiles(feed: Feed, staged: Mapping[date, Path]) -> dict[date, Profile]:
    """The profile of each staged Parquet file of accepted rows."""
    found = {day: Profile(live={}, filled={}, amounts={}, kinds={}) for day in staged}
    if not staged:
        return found
    files = f"read_parquet({duck.each(staged.values())}, hive_partitioning = false)"
    rows = f"(from {files} where deleted_at is null)"
    with duck.connect() as connection:
        _count(connection, feed, rows, found)
        for column in amounts(feed):
            _measure(connection, feed, rows, column.lake_name, found)
        for column in sorting(feed):
            _sort(connection, rows, column.lake_name, found)
    return found


def _count(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    rows: str,
    found: Mapping[date, Profile],
) -> None:
    names = [column.lake_name for column in may_be_empty(feed)]
    counts = "".join(f", count({name})" for name in names)
    counted = connection.execute(
        f"select landed_on, file_name, count(*){counts} from {rows}"
        " group by 1, 2 order by 1, 2"
    ).fetchall()
    for day, file, live, *filled in counted:
        found[day]["live"][file] = live
        known = found[day]["filled"]
        for name, values in zip(names, filled, strict=True):
            known[name] = known.get(name, 0) + values


def _measure(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    rows: str,
    name: str,
    found: Mapping[date, Profile],
) -> None:
    units = {column.name for column in feed.columns} & {"currency"}
    unit = "currency" if units else "''"
    measured = connection.execute(
        f"select landed_on, {unit}, count(*), quantile_disc(abs({name}), [0.5, 0.9])"
        f" from {rows} where {name} <> 0 group by 1, 2 order by 1, 2"
    ).fetchall()
    for day, of_unit, count, quantiles in measured:
        known = found[day]["amounts"].setdefault(name, {})
        known[of_unit] = [count, *map(int, quantiles)]


def _sort(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    name: str,
    found: Mapping[date, Profile],
) -> None:
    counted = connection.execute(
        f"select landed_on, left({name}, {_LONGEST}) as kind, count(*) from {rows}"
        f" where {name} is not null group by 1, 2"
        f" qualify count(*) over (partition by landed_on) <= {_KINDS} order by 1, 2"
    ).fetchall()
    for day, kind, count in counted:
        found[day]["kinds"].setdefault(name, {})[kind] = count
