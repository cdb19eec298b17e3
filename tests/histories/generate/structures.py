"""The structures that shape the SQL: fixed sets of metrics and tiers, in a place.

Numbers are drawn anew for each run. Another structure costs dbt a parse, so that there
are few, and each has a timezone, an `as_of` and a leap year of its own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

Shape = dict[str, Any]

READ = {"kinds": ["read"]}
RATE = {"measure": "event_rate", "kinds": ["read", "like"], "out_of": ["seen", "sent"]}


@dataclass(frozen=True)
class Structure:
    """Metrics and tiers without their numbers, and where and when they apply."""

    name: str
    timezone: str
    as_of: date
    metrics: tuple[Shape, ...]
    tiers: tuple[str, ...]


def _metrics(*shapes: Shape) -> tuple[Shape, ...]:
    return tuple({"code": f"m{n}_{s['measure']}", **s} for n, s in enumerate(shapes, 1))


SHOP = Structure(
    "shop",
    "America/New_York",
    date(2024, 12, 15),
    _metrics({"measure": "order_amount"}, {"measure": "active_days"}, RATE),
    ("ordinary", "gold", "diamond"),
)
EVERYTHING = Structure(
    "everything",
    "America/Sao_Paulo",  # its clocks change at midnight
    date(2017, 7, 2),
    _metrics(
        {"measure": "order_amount"},
        {"measure": "order_count"},
        {"measure": "active_days"},
        {"measure": "event_count", "kinds": ["seen", "read"]},
        {"measure": "event_value", **READ},
        RATE,
        {"measure": "base_points"},
    ),
    ("ordinary", "gold"),
)
LADDER = Structure(
    "ladder",
    "Europe/Berlin",
    date(2021, 1, 10),
    _metrics({"measure": "base_points"}),
    ("level_1", "level_2", "level_3"),
)
COUNTS = Structure(
    "counts",
    "Asia/Shanghai",
    date(2020, 11, 30),
    _metrics({"measure": "order_count"}, {"measure": "event_value", **READ}),
    ("bronze", "silver", "gold", "platinum"),
)
TWINS = Structure(
    "twins",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    date(2024, 11, 20),
    _metrics(
        {"measure": "active_days"},
        RATE,
        {**RATE, "kinds": ["read", "seen"], "out_of": ["read"]},
        {"measure": "order_amount"},
        {"measure": "order_amount"},
    ),
    ("only",),
)
