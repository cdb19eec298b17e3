"""The moving window against the definition of each measure, day by day."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.oracle.cases.programme_cases import programme, version
from tests.oracle.facts.feeds import Event, Facts, Member, Order, Return
from tests.oracle.facts.member_history import MemberHistory, member_histories
from tests.oracle.points.order_points import earned_points
from tests.oracle.rules.read_rules import read_rules
from tests.oracle.rules.versions import Rules
from tests.oracle.scores.daily_scores import daily_scores

START = datetime(2020, 6, 1, tzinfo=UTC)
METRICS = [
    {"code": "amount", "measure": "order_amount", "weight": 0.3, "target": 90},
    {"code": "orders", "measure": "order_count", "weight": 0.2, "target": 3},
    {"code": "active", "measure": "active_days", "weight": 0.1, "normalise": "none"},
    {"code": "events", "measure": "event_count", "weight": 0.1, "target": 4}
    | {"kinds": ["seen", "read"]},
    {"code": "value", "measure": "event_value", "weight": 0.1, "target": 2.5}
    | {"kinds": ["read"]},
    {"code": "rate", "measure": "event_rate", "weight": 0.1, "target": 30}
    | {"kinds": ["read"], "out_of": ["seen"]},
    {"code": "points", "measure": "base_points", "weight": 0.1, "target": 50},
]


def some_facts(seed: int) -> Facts:
    """Return a month of made-up facts of one member."""
    pick = random.Random(seed)

    def instant() -> datetime:
        return START + timedelta(minutes=pick.randrange(30 * 1440))

    orders = [
        Order(f"o{n}", "ann", instant(), pick.randrange(6000), "USD") for n in range(12)
    ]
    returns = [
        Return(f"r{n}", f"o{pick.randrange(12)}", instant(), pick.randrange(1, 4000))
        for n in range(12)
    ]
    events = [
        Event(f"e{n}", "ann", instant(), pick.choice(["seen", "read", "other"]), n * 10)
        for n in range(20)
    ]
    return Facts([Member("ann", instant())], orders, returns, events)


def by_definition(history: MemberHistory, rules: Rules, day: int) -> dict[str, int]:
    """Return the raw numbers of a day, looking at every fact afresh."""

    def inside(other: int) -> bool:
        return other <= day and (rules.window is None or other > day - rules.window)

    orders = [(d, order) for d, order in history.orders if inside(d)]
    events = [(d, event) for d, event in history.events if inside(d)]
    read = [event for _, event in events if event.kind == "read"]
    seen = [event for _, event in events if event.kind == "seen"]
    back = [r for r in history.returns if inside(r.order_day) and r.day <= day]
    points = earned_points(history, rules)
    rate = min(10000, 10000 * len(read) // len(seen)) if seen else 0
    return {
        "amount": sum(o.amount_cents for _, o in orders) - sum(r.cents for r in back),
        "orders": len(orders),
        "active": len({d for d, _ in [*orders, *events]}),
        "events": len(read) + len(seen),
        "value": sum(event.value_hundredths or 0 for event in read),
        "rate": rate,
        "points": sum(points[order.order_id] for _, order in orders),
    }


@pytest.mark.parametrize("window", [1, 7, None])
@pytest.mark.parametrize("seed", range(20))
def test_window_by_definition(seed: int, window: int | None) -> None:
    """The moving sums are those of all facts looked at afresh, and never negative."""
    given = version(metrics=METRICS, points={"rounding": "carry"})
    rules = read_rules(programme(given, window=window, timezone="Asia/Shanghai"))
    history = member_histories(some_facts(seed), rules, date(2020, 7, 2))["ann"]
    for found in daily_scores(history, rules, date(2020, 7, 20).toordinal()):
        assert found.raws == by_definition(history, rules, found.day)
        assert found.raws["amount"] >= 0


def test_worked_score() -> None:
    """1000.00 spent, 30 active days, 1 answer in 10: 600 + 9 + 1 = 610.00."""
    metrics = [
        {"code": "spend", "measure": "order_amount", "weight": 0.6},
        {"code": "activity", "measure": "active_days", "weight": 0.3},
        {"code": "rate", "measure": "event_rate", "weight": 0.1}
        | {"kinds": ["read"], "out_of": ["seen"]},
    ]
    plain = [metric | {"normalise": "none"} for metric in metrics]
    rules = read_rules(programme(version(metrics=plain), window=None))
    given = Facts([Member("ann", START)], [Order("o", "ann", START, 100000, "USD")])
    for n in range(30):
        at = START + timedelta(days=n)
        given.events.append(Event(f"v{n}", "ann", at, "visit"))
    for n in range(10):
        given.events.append(Event(f"s{n}", "ann", START, "seen"))
    given.events.append(Event("r", "ann", START, "read"))
    history = member_histories(given, rules, date(2020, 6, 30))["ann"]
    last = list(daily_scores(history, rules, date(2020, 6, 30).toordinal()))[-1]
    assert last.raws == {"spend": 100000, "activity": 30, "rate": 1000}
    # 0.6 * 1000.00 + 0.3 * 30 + 0.1 * 10 (per cent)
    assert last.score == 61000
