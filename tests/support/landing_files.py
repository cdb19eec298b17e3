"""Small landings written as real Parquet, for runs of the whole pipeline."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

Rows = Sequence[tuple[object, ...]]

FIRST_DAY = date(2025, 3, 1)
_COLUMNS = {
    "members": "member_id varchar, registered_at timestamp",
    "orders": (
        "order_id varchar, member_id varchar, ordered_at timestamp,"
        " amount decimal(18, 2), currency varchar"
    ),
}


def land(
    landing: Path, feed: str, day: date, rows: Sequence[tuple[object, ...]]
) -> Path:
    """Land rows of a feed as one file of a day; return the file."""
    folder = landing / feed / f"landed_on={day}"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "part.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table rows ({_COLUMNS[feed]})")
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"insert into rows values ({marks})", rows)
        connection.execute(f"copy rows to '{file}' (format parquet)")
    return file


def land_broken_order(landing: Path, day: date) -> None:
    """One more file of orders that landed on a day: its one row is rejected."""
    folder = landing / "orders" / f"landed_on={day}"
    (folder / "broken.csv").write_text(
        "order_id,member_id,ordered_at,amount,currency\n"
        "broken,m01,2025-02-01 12:00:00,none,CNY\n"
    )


def land_shop(landing: Path, day: date = FIRST_DAY) -> None:
    """Twenty members of a shop in yuan, of whom each next one bought more often."""
    noon = datetime(2025, 1, 1, 4)
    members = [(f"m{n:02}", noon) for n in range(20)]
    orders = [
        (f"o{n:02}-{k}", f"m{n:02}", noon + timedelta(days=k), 250 * n, "CNY")
        for n in range(20)
        for k in range(n)
    ]
    land(landing, "members", day, members)
    land(landing, "orders", day, orders)
