"""What a publication says of itself as a table, `_publication`, for readers in SQL."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.publication import (
    FACTS,
    About,
    Publication,
    Published,
    TierShare,
)

_TIERS = "tier_distribution.parquet"
_FILES = "landed_files.parquet"
# Rows of all landed files; null where an older release has not counted some of them.
_TOTALS = ("count_read", "count_rejected", "count_accepted", "count_superseded")


def write_facts(folder: Path, about: About, tables: list[Published]) -> None:
    """Write `_publication`: one row a table, with what the publication is about.

    Each row says, too, what became of all the rows that ever landed.
    """
    published_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    with duck.connect() as connection:
        connection.execute(
            "create table publication (run varchar, as_of date, rules_hash varchar,"
            " inputs_hash varchar, released varchar, published_at timestamp,"
            " table_name varchar, rows bigint, checksum varchar,"
            f" {', '.join(f'{name} bigint' for name in _TOTALS)})"
        )
        known, totals = (*about, published_at), _totals(folder, connection)
        values = [(*known, *table, *totals) for table in tables]
        marks = ", ".join("?" for _ in values[0])
        connection.executemany(f"insert into publication values ({marks})", values)
        duck.write_parquet(folder / FACTS, "publication", connection)


def _totals(
    folder: Path, connection: duckdb.DuckDBPyConnection
) -> tuple[int | None, ...]:
    file = folder / _FILES
    if not file.exists():
        return (None,) * len(_TOTALS)
    sums = ", ".join(
        f"case when count(*) = count({name}) then coalesce(sum({name}), 0) end"
        for name in _TOTALS
    )
    (found,) = connection.execute(f"select {sums} from {duck.rows(file)}").fetchall()
    return tuple(None if total is None else int(total) for total in found)


def read_facts(folder: Path) -> Publication:
    """A publication by its own tables."""
    with duck.connect() as connection:
        rows = connection.execute(
            "select run, as_of, rules_hash, inputs_hash, released,"
            " table_name, rows, checksum"
            f" from {duck.rows(folder / FACTS)} order by table_name"
        ).fetchall()
    tables = [Published(*row[5:]) for row in rows]
    return Publication(About(*rows[0][:5]), tables, members_by_tier(folder))


def members_by_tier(folder: Path) -> list[TierShare]:
    """The members of a publication by tier, highest first."""
    if not (folder / _TIERS).exists():
        return []
    with duck.connect() as connection:
        found = connection.execute(
            "select tier_code, tier_name, count_members, share_bp"
            f" from {duck.rows(folder / _TIERS)} order by tier_rank desc"
        ).fetchall()
    return [TierShare(*row) for row in found]
