"""The feeds as the contract has them, and what becomes of rows by it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.feeds.corpus import values as v
from tests.feeds.corpus.cells import Cell, meaning
from tests.feeds.corpus.values import BadError, Meaning, Value
from tests.support.staged_rows import DAY

Values = dict[str, Value]
Bounds = tuple[int | None, int | None]

MONEY, RATE, WHOLE = v.units(2), v.units(4), v.units(0)
SUFFIXES = {MONEY: "_cents", RATE: "_bp"}
THOUSAND_MILLION = 100_000_000_000
CASES = ("points_multiplier", "bonus_points", "discount", "exclusive_event")


@dataclass(frozen=True)
class Column:
    """A column: what its texts mean, and what may not be."""

    name: str
    kind: Meaning
    required: bool = False
    default: Value = None
    bounds: Bounds = (None, None)
    lenient: bool = False
    suffix: str = ""

    @property
    def lake_name(self) -> str:
        return self.name + (self.suffix or SUFFIXES.get(self.kind, ""))


@dataclass(frozen=True)
class Feed:
    """A feed: its key, its columns, and what a living row promises."""

    key: tuple[str, ...]
    own: tuple[Column, ...]
    holds: Callable[[Values], bool] = lambda row: True

    @property
    def columns(self) -> tuple[Column, ...]:
        marks = ("updated_at", "deleted_at")
        return (*self.own, *(Column(name, v.instant) for name in marks))


def _needs(name: str, kind: Meaning = v.identifier, *bounds: int | None) -> Column:
    return Column(name, kind, required=True, bounds=_pair(bounds))


def _may(
    name: str, kind: Meaning = v.identifier, *bounds: int | None, default: Value = None
) -> Column:
    return Column(name, kind, bounds=_pair(bounds), default=default)


def _pair(bounds: Sequence[int | None]) -> Bounds:
    low, high = (*bounds, None, None)[:2]
    return low, high


def _in_order(first: str, last: str) -> Callable[[Values], bool]:
    """Whether what has an end does not end before it begins."""

    def holds(row: Values) -> bool:
        begin, end = row[first], row[last]
        return begin is None or end is None or str(begin) <= str(end)

    return holds


def _campaign_holds(row: Values) -> bool:
    needed = {
        "points_multiplier": "multiplier_bp",
        "bonus_points": "bonus_points",
        "discount": "discount_bp",
    }.get(str(row["kind"]))
    has_it = needed is None or row[needed] is not None
    return has_it and _in_order("starts_at", "ends_at")(row)


TEXT: Meaning = str
_wallet = _may("wallet", default="main")
_member = _needs("member_id")

FEEDS = {
    "members": Feed(
        ("member_id",),
        (
            _member, _needs("registered_at", v.instant),
            _may("activated_at", v.instant),
            Column("birth_date", v.day, lenient=True), _may("email", TEXT),
            _may("phone", TEXT), _may("region", TEXT),
            _may("control_group", v.truth, default=False),
        ),
    ),
    "orders": Feed(
        ("order_id",),
        (
            _needs("order_id"), _member, _needs("ordered_at", v.instant),
            _needs("amount", MONEY, 0, THOUSAND_MILLION),
            _needs("currency", v.currency),
            _may("status", v.words("completed", "cancelled"), default="completed"),
            _may("channel", TEXT),
        ),
    ),
    "order_returns": Feed(
        ("return_id",),
        (
            _needs("return_id"), _needs("order_id"), _needs("returned_at", v.instant),
            _needs("amount", MONEY, 0),
        ),
    ),
    "activity_events": Feed(
        ("event_id",),
        (
            _needs("event_id"), _member, _needs("occurred_at", v.instant),
            _needs("kind"), Column("value", MONEY, suffix="_hundredths"),
            _may("campaign_id"),
        ),
    ),
    "redemptions": Feed(
        ("redemption_id",),
        (
            _needs("redemption_id"), _member, _needs("redeemed_at", v.instant),
            _needs("points", WHOLE, 1), _wallet, _may("reward"), _may("order_id"),
            _may("cancelled_at", v.instant),
        ),
        _in_order("redeemed_at", "cancelled_at"),
    ),
    "adjustments": Feed(
        ("adjustment_id",),
        (
            _needs("adjustment_id"), _member, _needs("adjusted_at", v.instant),
            _needs("points", WHOLE), _wallet, _needs("reason", TEXT),
            _needs("approved_by", TEXT),
        ),
        lambda row: row["points"] != 0,
    ),
    "tier_grants": Feed(
        ("grant_id",),
        (
            _needs("grant_id"), _member, _needs("tier"),
            _needs("granted_from", v.day), _may("granted_until", v.open_day),
            _needs("reason", TEXT), _may("approved_by", TEXT),
        ),
        _in_order("granted_from", "granted_until"),
    ),
    "campaigns": Feed(
        ("campaign_id",),
        (
            _needs("campaign_id"), _needs("name", TEXT),
            _needs("kind", v.words(*CASES)), _needs("starts_at", v.instant),
            _needs("ends_at", v.open_instant),
            _may("multiplier", RATE, 10_001, 100_000),
            _may("bonus_points", WHOLE, 1), _may("discount", RATE, 1, 9_999),
            _may("benefit_group"), _wallet, _may("min_tier"),
            _may("audience", v.words("all", "targeted"), default="all"),
            _may("min_order_amount", MONEY, 0), _may("max_points_per_member", WHOLE, 0),
            _may("budget_points", WHOLE, 0), _may("priority", WHOLE, default=0),
        ),
        _campaign_holds,
    ),
    "campaign_targets": Feed(
        ("campaign_id", "member_id"),
        (
            _needs("campaign_id"), _member,
            Column("targeted_at", v.instant, lenient=True),
        ),
    ),
    "benefit_uses": Feed(
        ("use_id",),
        (
            _needs("use_id"), _member, _needs("benefit_code", v.benefit),
            _needs("used_at", v.instant), _may("order_id"), _may("cost", MONEY, 0),
        ),
    ),
    "surveys": Feed(
        ("response_id",),
        (
            _needs("response_id"), _member, _needs("responded_at", v.instant),
            _needs("score", WHOLE, 0, 10),
        ),
    ),
    "costs": Feed(
        ("cost_id",),
        (
            _needs("cost_id"), _needs("incurred_on", v.day), _needs("category", TEXT),
            _needs("amount", MONEY, 0),
        ),
    ),
}  # fmt: skip


def accepted(feed: Feed, rows: Mapping[int, Mapping[str, Cell]]) -> dict[int, Values]:
    """The lake's values of the good rows of a file, by their position."""
    found = {}
    for position, cells in rows.items():
        try:
            found[position] = _row(feed, cells)
        except BadError:
            continue
    return _not_contradicting(feed, found)


def _row(feed: Feed, cells: Mapping[str, Cell]) -> Values:
    row: Values = {}
    given = set()
    for column in feed.columns:
        try:
            value = meaning(column.kind, cells.get(column.name))
        except BadError:
            if not column.lenient:
                raise
            value = None
        else:
            if cells.get(column.name) not in (None, "", b""):
                given.add(column.name)
        row[column.lake_name] = value if column.name in given else column.default
    is_live = row["deleted_at"] is None
    for column in feed.columns:
        is_needed = column.required and (is_live or column.name in feed.key)
        if is_needed and column.name not in given:
            raise BadError(f"{column.name} is missing")
        if is_live and not _is_within(row[column.lake_name], column.bounds):
            raise BadError(f"{column.name} is out of bounds")
    if is_live and not feed.holds(row):
        raise BadError("the rules do not hold")
    return row


def _is_within(value: Value, bounds: Bounds) -> bool:
    low, high = bounds
    if not isinstance(value, int):
        return True
    return (low is None or low <= value) and (high is None or value <= high)


def _not_contradicting(feed: Feed, rows: dict[int, Values]) -> dict[int, Values]:
    """Without rows of one key that differ, though none is newer than another."""
    end_of_day = datetime(DAY.year, DAY.month, DAY.day) + timedelta(days=1)
    told = defaultdict(set)

    def place(row: Values) -> tuple[Value, ...]:
        return (*(row[name] for name in feed.key), row["updated_at"] or end_of_day)

    for row in rows.values():
        told[place(row)].add(tuple(row.values()))
    return {n: row for n, row in rows.items() if len(told[place(row)]) == 1}
