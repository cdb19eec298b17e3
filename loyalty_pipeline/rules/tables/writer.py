"""Writing rules, calendar and the run's day beside the lake, where dbt reads them."""

import json
from datetime import date
from importlib.metadata import version
from pathlib import Path

import orjson

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.rules.calendar import first_instants, segments, zone
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.rule_tables import RULE_TABLES
from loyalty_pipeline.rules.tables.table import Table

_LAST_AS_OF = date(2150, 12, 31)  # leaves the calendar room for every schedule


def render(build: Build, programme: Programme, as_of: date) -> dict[str, int]:
    """Write every rule table; return the rows of each."""
    if not date(1970, 1, 1) <= as_of <= _LAST_AS_OF:
        raise LoyaltyError(
            f"the day {as_of} cannot be computed",
            "as_of",
            f"take a day from 1970-01-01 to {_LAST_AS_OF}",
        )
    render_calendar(build.rules, programme.timezone)
    tables = {name: table.of(programme) for name, table in RULE_TABLES.items()}
    tables["run"] = Table({"as_of": "DATE"}, [(as_of,)])
    return {
        name: write_table(build.rules / f"{name}.parquet", table)
        for name, table in tables.items()
    }


def render_calendar(folder: Path, timezone: str) -> None:
    """Write the zone's local days, unless these very days lie there already."""
    calendar = folder / "calendar.parquet"
    edition = f"{timezone} of tzdata {version('tzdata')}"
    if duck.edition(calendar) == edition:
        return
    rows = list(segments(zone(timezone)))
    starts = Table(
        {"local_on": "DATE", "starts_at": "TIMESTAMP"},
        list(first_instants(rows).items()),
    )
    write_table(folder / "local_days.parquet", starts)
    columns = {"utc_on": "DATE", "starts_at": "TIMESTAMP", "ends_at": "TIMESTAMP"}
    write_table(calendar, Table({**columns, "local_on": "DATE"}, rows), edition)


def write_table(file: Path, table: Table, edition: str = "") -> int:
    """Write a table as Parquet, by way of JSON lines: exact, and fast for many rows."""
    lines = file.with_suffix(".jsonl")
    lines.parent.mkdir(parents=True, exist_ok=True)
    columns = json.dumps(table.columns).replace('"', "'")
    try:
        with lines.open("wb") as stream:
            for row in table.rows:
                named = dict(zip(table.columns, row, strict=True))
                stream.write(orjson.dumps(named, str, orjson.OPT_APPEND_NEWLINE))
        relation = (
            f"read_json({duck.exactly(lines)}, columns = {columns},"
            " format = 'newline_delimited')"
        )
        return duck.write_parquet(file, relation, edition=edition)
    finally:
        lines.unlink(missing_ok=True)
