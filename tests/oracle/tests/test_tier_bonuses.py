"""Points added for a tier, worked out by hand; the arithmetic stands by each case."""

from tests.oracle.cases.points_cases import (
    ledger_row,
    points_by_entry,
    points_on,
)
from tests.oracle.cases.programme_cases import (
    facts,
    noon,
    order,
)
from tests.oracle.facts.feeds import Facts, Member


def test_a_tier_multiplies_the_exact_base_of_later_orders() -> None:
    # 85.00 is gold from the 2nd on; then 3.40 * 0.3 = 1.02, though 3 * 0.3 = 0.9
    bought = facts(order("a", 1, 8500), order("b", 2, 340))
    outcome = points_on(2, bought, tier_multipliers={"gold": 1.3, "diamond": 9})
    assert points_by_entry(outcome) == {"earn:a": 85, "earn:b": 3, "tier_bonus:b": 1}
    others = {"available_at": noon(2), "outstanding_after": 89}
    assert outcome.points_ledger[-1] == ledger_row("tier_bonus:b", 1, noon(2), **others)


def test_a_bonus_carries_nothing() -> None:
    # 3.32 * 0.3 = 0.996 each time; 85 + 3.32 + 3.32 = 91.64 carries to 85, 3, 3
    bought = facts(order("a", 1, 8500), order("b", 2, 332), order("c", 2, 332))
    rules = {"tier_multipliers": {"gold": 1.3}, "rounding": "carry"}
    found = points_by_entry(points_on(2, bought, **rules))
    assert found == {"earn:a": 85, "earn:b": 3, "earn:c": 3}


def test_a_bonus_without_an_earn_entry_is_a_lot_of_its_own() -> None:
    # 0.60 * 1 = 0 points; 0.60 * (3 - 1) = 1.2
    bought = facts(order("a", 1, 8500), order("b", 2, 60))
    found = points_by_entry(points_on(2, bought, tier_multipliers={"gold": 3}))
    assert found == {"earn:a": 85, "tier_bonus:b": 1}


def test_control_members_and_those_not_registered_get_no_tier_bonus() -> None:
    bought = [order("a", 1, 8500), order("b", 2, 1000)]
    # gold on the 2nd; with 95.00 spent by then, diamond on the 3rd
    rules = {"tier_multipliers": {"gold": 2, "diamond": 2}}
    control = Facts([Member("ann", noon(1), control_group=True)], bought)
    assert points_by_entry(points_on(2, control, **rules)) == {
        "earn:a": 85,
        "earn:b": 10,
    }
    late = facts(*bought, order("c", 3, 1000), registered=3)
    found = points_by_entry(points_on(3, late, **rules))
    assert found == {"earn:a": 85, "earn:b": 10, "earn:c": 10, "tier_bonus:c": 10}
