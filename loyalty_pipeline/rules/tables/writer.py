"""Writing rules, calendar and the run's day into the lake, where dbt reads them."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home, replacing
from loyalty_pipeline.rules.calendar import first_instants, segments, zone
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.benefits import benefit_table, engagement_table
from loyalty_pipeline.rules.tables.programme import (
    Table,
    programme_table,
    reward_table,
    version_table,
)
from loyalty_pipeline.rules.tables.versions import (
    event_points_table,
    metric_table,
    tier_table,
    wallet_table,
)

_TABLES = {
    "programme": programme_table,
    "versions": version_table,
    "metrics": metric_table,
    "tiers": tier_table,
    "wallets": wallet_table,
    "event_points": event_points_table,
    "benefits": benefit_table,
    "benefit_engagements": engagement_table,
    "rewards": reward_table,
}
_LAST_AS_OF = date(2150, 12, 31)  # leaves the calendar room for every schedule


def yesterday(programme: Programme, now: datetime | None = None) -> date:
    """The last whole local day: what a run is about unless it is told otherwise."""
    local = (now or datetime.now(UTC)).astimezone(zone(programme.timezone))
    return local.date() - timedelta(days=1)


def render(home: Home, programme: Programme, as_of: date) -> dict[str, int]:
    """Write every rule table; return the rows of each."""
    if not date(1970, 1, 1) <= as_of <= _LAST_AS_OF:
        raise LoyaltyError(
            f"the day {as_of} cannot be computed",
            "as_of",
            f"take a day from 1970-01-01 to {_LAST_AS_OF}",
        )
    render_calendar(home.rules, programme.timezone)
    written = {name: table_of(programme) for name, table_of in _TABLES.items()}
    written["run"] = Table({"as_of": "DATE"}, [(as_of,)])
    for name, table in written.items():
        write_table(home.rules / f"{name}.parquet", table)
    return {name: len(table.rows) for name, table in written.items()}


def render_calendar(folder: Path, timezone: str) -> None:
    """Write the zone's local days, unless these very days lie there already."""
    calendar = folder / "calendar.parquet"
    edition = f"{timezone} of tzdata {version('tzdata')}"
    if _edition(calendar) == edition:
        return
    rows = list(segments(zone(timezone)))
    starts = Table(
        {"local_on": "DATE", "starts_at": "TIMESTAMP"},
        list(first_instants(rows).items()),
    )
    write_table(folder / "local_days.parquet", starts)
    columns = {"utc_on": "DATE", "starts_at": "TIMESTAMP", "ends_at": "TIMESTAMP"}
    write_table(calendar, Table({**columns, "local_on": "DATE"}, rows), edition)


def _edition(calendar: Path) -> str | None:
    if not calendar.exists():
        return None
    found = duckdb.execute(
        f"select decode(value) from parquet_kv_metadata({duck.exactly(calendar)})"
        " where decode(key) = 'edition'"
    ).fetchall()
    return str(found[0][0]) if found else None


def write_table(path: Path, table: Table, edition: str = "") -> None:
    """Write a table as Parquet, by way of JSON lines: exact, and fast for many rows."""
    rows_file = path.with_suffix(".jsonl")
    rows_file.parent.mkdir(parents=True, exist_ok=True)
    columns = json.dumps(table.columns).replace('"', "'")
    try:
        with rows_file.open("w", encoding="utf-8") as stream:
            for row in table.rows:
                named = dict(zip(table.columns, row, strict=True))
                stream.write(json.dumps(named, default=str) + "\n")
        with replacing(path) as scratch:
            duckdb.execute(
                f"copy (from read_json({duck.exactly(rows_file)},"
                f" columns = {columns}, format = 'newline_delimited'))"
                f" to {duck.literal(scratch)}"
                f" (format parquet, kv_metadata {{edition: '{edition}'}})"
            )
    finally:
        rows_file.unlink(missing_ok=True)


def fingerprint(programme: Programme) -> str:
    """A digest of every rule: equal fingerprints mean equal rules."""
    text = programme.model_dump_json()
    return sha256(text.encode()).hexdigest()
