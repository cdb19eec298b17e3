"""Reads a landing folder as it lies there: `<feed>/landed_on=<day>/*.parquet`."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb

from tests.oracle.facts import feeds
from tests.oracle.facts.delivered_row import Row
from tests.oracle.facts.feeds import Facts

# The folder of each feed, the list it fills and what its rows are.
FEEDS: dict[str, tuple[str, type[Row]]] = {
    "members": ("members", feeds.Member),
    "orders": ("orders", feeds.Order),
    "order_returns": ("returns", feeds.Return),
    "activity_events": ("events", feeds.Event),
    "tier_grants": ("tier_grants", feeds.TierGrant),
    "campaigns": ("campaigns", feeds.Campaign),
    "campaign_targets": ("campaign_targets", feeds.CampaignTarget),
    "redemptions": ("redemptions", feeds.Redemption),
    "adjustments": ("adjustments", feeds.Adjustment),
    "benefit_uses": ("benefit_uses", feeds.BenefitUse),
}


def instant(text: str) -> datetime:
    """Read an instant; without an offset it is UTC."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def hundredths(text: str) -> int:
    """Read a number of at most two decimals as hundredths."""
    scaled = Decimal(text) * 100
    if scaled != int(scaled):
        raise ValueError(f"{text} has more than two decimals")
    return int(scaled)


def fraction(text: str) -> Fraction:
    """Read a decimal number exactly."""
    return Fraction(Decimal(text))


def day(text: str) -> date:
    """Read a date; a time of day after it says nothing."""
    return date.fromisoformat(text[:10])


def truth(text: str) -> bool:
    """Read true or false."""
    return text.lower() == "true"


# Column by column, where a field is not simply text of the same name.
READ: dict[str, Callable[[str], object]] = {
    "control_group": truth,
    "amount_cents": hundredths,
    "value_hundredths": hundredths,
    "min_order_amount_cents": hundredths,
    "birth_date": day,
    "granted_from": day,
    "granted_until": day,
    "multiplier": fraction,
    "discount": fraction,
    "points": int,
    "bonus_points": int,
    "max_points_per_member": int,
    "budget_points": int,
    "priority": int,
}
DELIVERY = {"landed_on", "file_name", "row_position"}


def read_landing(landing: Path) -> Facts:
    """Read every feed of a landing folder; a feed that is not there is empty."""
    facts = Facts()
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for folder, (name, kind) in FEEDS.items():
            for file in sorted((landing / folder).glob("landed_on=*/*.parquet")):
                getattr(facts, name).extend(_rows(connection, file, kind))
    return facts


def _rows(
    connection: duckdb.DuckDBPyConnection, file: Path, kind: type[Row]
) -> Iterator[Row]:
    """Yield a file's rows from its first to its last, all columns read as text."""
    landed_on = date.fromisoformat(file.parent.name.removeprefix("landed_on="))
    query = "SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?, hive_partitioning=false)"
    result = connection.execute(query, [str(file)])
    columns = [column[0] for column in result.description or []]
    wanted = [f for f in fields(kind) if f.name not in DELIVERY]
    for position, values in enumerate(result.fetchall(), 1):
        given = dict(zip(columns, values, strict=True))
        row: dict[str, Any] = {"landed_on": landed_on, "file_name": file.name}
        for f in wanted:
            value = _read(f.name, given)
            if value is not None or f.default is MISSING:
                row[f.name] = value
        yield kind(**row, row_position=position)


def _read(name: str, given: dict[str, str | None]) -> Any:
    """Read one field of a row, None where there is no value."""
    text = given.get(name.removesuffix("_cents").removesuffix("_hundredths"))
    if text is None or text == "":
        return None
    if name.endswith("_at"):
        return instant(text)
    return READ[name](text) if name in READ else text
