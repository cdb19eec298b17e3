"""Landed files: sound rows as SQL literals, changed one column at a time."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline.feeds import lake
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import DayRecord, day_folder
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from loyalty_pipeline.feeds.staging import ACCEPTED, QUARANTINED, stage
from loyalty_pipeline.home.layout import Home

DAY = date(2025, 1, 2)
Row = dict[str, object]

AT = "'2025-01-01T10:00:00Z'"
# fmt: off
SOUND: dict[str, dict[str, str]] = {
    "members": {"member_id": "'m1'", "registered_at": AT},
    "orders": {
        "order_id": "'o1'", "member_id": "'m1'", "ordered_at": AT,
        "amount": "'12.34'", "currency": "'CNY'",
    },
    "activity_events": {
        "event_id": "'e1'", "member_id": "'m1'", "occurred_at": AT, "kind": "'visit'",
    },
    "order_returns": {
        "return_id": "'r1'", "order_id": "'o1'", "returned_at": AT, "amount": "'1'",
    },
    "tier_grants": {
        "grant_id": "'g1'", "member_id": "'m1'", "tier": "'gold'",
        "granted_from": "'2025-01-01'", "reason": "'VIP'",
    },
    "campaign_targets": {"campaign_id": "'c1'", "member_id": "'m1'"},
    "campaigns": {
        "campaign_id": "'c1'", "name": "'Spring'", "kind": "'bonus_points'",
        "starts_at": AT, "ends_at": "'2025-01-31T23:59Z'", "bonus_points": "'50'",
    },
}
# fmt: on


@dataclass(frozen=True)
class Staged:
    """What became of a landed day."""

    record: DayRecord
    accepted: list[Row]
    quarantined: list[Row]

    @property
    def reasons(self) -> list[object]:
        return [row["reasons"] for row in self.quarantined]


def row(feed: str, /, **changed: str) -> str:
    """SQL for one sound row, some of its columns changed or added."""
    columns = {**SOUND[feed], **changed}
    return "select " + ", ".join(f'{sql} as "{name}"' for name, sql in columns.items())


def land(
    root: Path, feed: str, query: str, name: str = "rows.parquet", day: date = DAY
) -> Path:
    """Write a query's rows as a landed file."""
    folder = root / "landing" / feed / f"landed_on={day}"
    folder.mkdir(parents=True, exist_ok=True)
    written = root / "written"  # DuckDB itself never sees the file's odd name
    duckdb.execute(f"copy ({query}) to '{written}' (format parquet)")
    return written.rename(folder / name)


def the_day(root: Path, feed: str) -> LandingDay:
    (day,) = landing_days(root / "landing", feed)
    return day


def read(file: Path) -> list[Row]:
    """The rows of a Parquet file."""
    reader = "read_parquet(?, hive_partitioning = false)"
    relation = duckdb.execute(f"from {reader}", [str(file)])
    names = [column[0] for column in relation.description or []]
    return [dict(zip(names, values, strict=True)) for values in relation.fetchall()]


def staged(root: Path, feed: str) -> Staged:
    """Stage the only landed day of a feed, and read what was written."""
    folder = root / "staging"
    record = stage(FEEDS[feed], the_day(root, feed), folder)
    return Staged(record, read(folder / ACCEPTED), read(folder / QUARANTINED))


def judged(root: Path, feed: str, /, **changed: str) -> Staged:
    """Land one row, changed, and stage it."""
    land(root, feed, row(feed, **changed))
    return staged(root, feed)


def accepted(root: Path, feed: str, /, **changed: str) -> Row:
    """The lake row that one landed row became."""
    found = judged(root, feed, **changed)
    assert found.reasons == []
    (only,) = found.accepted
    return only


def rejected(root: Path, feed: str, /, **changed: str) -> str:
    """The reasons for which one landed row, but not its file, was rejected."""
    found = judged(root, feed, **changed)
    assert found.accepted == []
    (only,) = found.quarantined
    assert only["row_position"] == 1, f"the whole file was rejected: {only['reasons']}"
    return str(only["reasons"])


def quoted(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def promote(root: Path, home: Home, feed: str = "orders") -> None:
    """Stage the only landed day of a feed and move it into the lake."""
    landed = the_day(root, feed)
    stage(FEEDS[feed], landed, day_folder(home.staging, feed, landed.day))
    lake.promote(home, FEEDS[feed], landed.day)
