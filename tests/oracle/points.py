"""Points earned by orders: how many, when they can be used, when they end."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor

from .days import first_instant, local_day
from .facts import Order
from .histories import History
from .versions import Rules, Version

Earn = tuple[str, str, str, int, datetime, datetime, datetime | None, int]
Lot = tuple[datetime, datetime, str, Order, Version]


def earned_points(history: History, rules: Rules) -> dict[str, int]:
    """Return the points of each order, walking the orders as they happened."""
    points: dict[str, int] = {}
    so_far: dict[int, Fraction] = {}
    ordered = sorted(history.orders, key=lambda o: (o[1].ordered_at, o[1].order_id))
    for day, order in ordered:
        version = rules.version_on(day)
        base = Fraction(order.amount_cents, 100) * version.rate
        before = so_far.get(version.number, Fraction(0)) if version.carry else 0
        so_far[version.number] = before + base
        points[order.order_id] = floor(before + base) - floor(before)
    return points


def earn(history: History, rules: Rules) -> list[Earn]:
    """Return the member's earn credits in the order in which they are used up.

    Points that become available later never end before earlier ones: the latest end
    met so far holds for all that follow, and after one without end, none ends.
    """
    points = earned_points(history, rules)
    rows: list[Earn] = []
    latest: datetime | None = None
    for available, ordered_at, entry, order, version in _line(history, rules):
        gained = points[order.order_id]
        if gained == 0:
            continue
        end = _nominal_end(available, version, rules)
        if not rows or (latest is not None and (end is None or end > latest)):
            latest = end
        credit = (entry, order.member_id, "main", gained)
        rows.append((*credit, ordered_at, available, latest, version.number))
    return rows


def _line(history: History, rules: Rules) -> list[Lot]:
    """Return the orders as lots of points, first available first."""
    lots: list[Lot] = []
    for day, order in history.orders:
        version = rules.version_on(day)
        available = order.ordered_at + timedelta(days=version.pending_days)
        entry = f"earn:{order.order_id}"
        lots.append((available, order.ordered_at, entry, order, version))
    return sorted(lots, key=lambda lot: lot[:3])


def _nominal_end(
    available: datetime, version: Version, rules: Rules
) -> datetime | None:
    """Return when a lot alone would end: at the start of a local day, or never."""
    if version.points_days is None:
        return None
    day = local_day(available, rules.timezone).toordinal() + version.points_days
    return first_instant(date.fromordinal(day), rules.timezone)
