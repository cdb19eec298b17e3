"""Every kind of credit worked out by hand; the arithmetic stands by each case."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.oracle.cases.points_cases import (
    PLAIN,
    adjustment,
    at,
    balances,
    event,
    main_balance,
    points_by_entry,
    points_on,
)
from tests.oracle.cases.programme_cases import (
    facts,
    june,
    noon,
    order,
    programme,
    version,
)
from tests.oracle.facts.feeds import Facts, Member, Order
from tests.oracle.replay import replay
from tests.oracle.tables.points_rows import MemberPointsRow


def test_each_fact_is_judged_by_the_rules_of_its_own_day() -> None:
    later = {"per_currency_unit": 2, "events": {"read": {"points": 7}}}
    first = PLAIN | {"events": {"read": {"points": 5}}}
    rules = programme(
        version(points=first),
        version(points=PLAIN | later, effective_from="2020-06-02"),
    )
    bought = [order("a", 1, 100), order("b", 2, 100)]
    outcome = replay(
        facts(*bought, events=[event("c", 1), event("d", 2)]), rules, date(2020, 6, 2)
    )
    judged = {
        row.entry_id: (row.points, row.rule_version) for row in outcome.points_ledger
    }
    expected = {"earn:a": (1, 1), "earn:b": (2, 2), "event:c": (5, 1)}
    assert judged == expected | {"event:d": (7, 2)}


def test_points_of_an_order_are_pending_for_some_days() -> None:
    bought = facts(order("a", 1, 1000), order("b", 3, 500))
    before = main_balance(points_on(2, bought, pending_days=2))
    assert (before.outstanding, before.pending, before.available) == (10, 10, 0)
    # available at noon of the 3rd: at the end of that day no longer pending
    after = main_balance(points_on(3, bought, pending_days=2))
    assert (after.outstanding, after.pending, after.available) == (15, 5, 10)


def test_adjustments_have_both_signs() -> None:
    changes = [adjustment("a", 1, 10), adjustment("b", 2, -4)]
    outcome = points_on(2, facts(adjustments=changes))
    assert points_by_entry(outcome) == {"adjust:a": 10, "adjust:b": -4}
    found = main_balance(outcome)
    assert (found.adjusted, found.earned, found.available) == (6, 0, 6)


def test_every_member_has_a_main_wallet_and_others_once_used() -> None:
    rules = {"wallets": {"promo": {"validity_days": 2}, "idle": {"validity_days": 2}}}
    assert balances(points_on(1, facts(), **rules)) == {
        "main": MemberPointsRow(
            "ann", "main", june(1), 0, 0, 0, 0, 0, 0, 0, 0, None, None
        )
    }
    changes = facts(adjustments=[adjustment("a", 2, 1, "promo")])
    assert set(balances(points_on(1, changes, **rules))) == {"main"}
    assert set(balances(points_on(2, changes, **rules))) == {"main", "promo"}


def test_newest_rows_count_in_the_feeds_of_points() -> None:
    changes = [adjustment("a", 1, 10), adjustment("b", 1, 9)]
    gone = replace(changes[1], updated_at=at(2), deleted_at=at(2))
    corrected = replace(changes[0], points=3, updated_at=at(2))
    found = points_on(1, facts(adjustments=[corrected, gone, *changes]))
    assert points_by_entry(found) == {"adjust:a": 3}


def test_another_members_orders_are_no_part_of_a_carry() -> None:
    members = [Member("ann", noon(1)), Member("bob", noon(1))]
    when = datetime(2020, 6, 1, 12, tzinfo=UTC)
    orders = [Order(f"o-{n}", n, when, 60, "USD") for n in ("ann", "bob")]
    found = points_on(1, Facts(members, orders), rounding="carry")
    assert points_by_entry(found) == {}
