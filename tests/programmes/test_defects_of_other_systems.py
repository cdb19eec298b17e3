"""Complaints about real systems, each a member whose ledger can be read to the end."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, computed

AS_OF = date(2025, 12, 31)
RULES = Path(__file__).with_name("defects.yaml")

LANDED = {
    "members": """
member_id,registered_at
fractions,2024-01-01T00:00:00Z
in_debt,2024-01-01T00:00:00Z
in_parts,2024-01-01T00:00:00Z
looping,2024-01-01T00:00:00Z
revived,2024-01-01T00:00:00Z
spender,2024-01-01T00:00:00Z
two_wallets,2024-01-01T00:00:00Z
unspent,2024-01-01T00:00:00Z
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency
debt-1,in_debt,2025-01-01T12:00:00Z,100.00,EUR
debt-2,in_debt,2025-01-05T12:00:00Z,100.00,EUR
parts,in_parts,2025-01-01T12:00:00Z,10.00,EUR
loop,looping,2025-01-01T12:00:00Z,100.00,EUR
old,revived,2024-01-01T12:00:00Z,100.00,EUR
spent,spender,2025-01-01T12:00:00Z,100.00,EUR
promo-1,two_wallets,2025-01-01T12:00:00Z,100.00,EUR
promo-2,two_wallets,2025-01-02T12:00:00Z,100.00,EUR
idle,unspent,2024-06-01T12:00:00Z,100.00,EUR
float,fractions,2025-07-01T12:00:00Z,243.89,EUR
""",
    "order_returns": """
return_id,order_id,returned_at,amount
debt,debt-1,2025-01-03T12:00:00Z,100.00
part-1,parts,2025-01-02T12:00:00Z,3.33
part-2,parts,2025-01-03T12:00:00Z,3.33
part-3,parts,2025-01-04T12:00:00Z,3.34
float-1,float,2025-07-02T12:00:00Z,81.30
float-2,float,2025-07-03T12:00:00Z,81.30
float-3,float,2025-07-04T12:00:00Z,81.29
""",
    "adjustments": """
adjustment_id,member_id,adjusted_at,points,wallet,reason,approved_by
gift,two_wallets,2025-01-03T12:00:00Z,50,promo,welcome,support
""",
    "redemptions": """
redemption_id,member_id,redeemed_at,points,wallet,cancelled_at
debt,in_debt,2025-01-02T12:00:00Z,80,main,
loop-1,looping,2025-02-01T12:00:00Z,100,main,2025-02-02T12:00:00Z
loop-2,looping,2025-03-01T12:00:00Z,100,main,2025-03-02T12:00:00Z
loop-3,looping,2025-04-01T12:00:00Z,100,main,2025-04-02T12:00:00Z
early,revived,2024-01-10T12:00:00Z,40,main,2024-12-01T12:00:00Z
late,revived,2024-01-11T12:00:00Z,30,main,2025-01-20T12:00:00Z
too_late,revived,2024-01-12T12:00:00Z,20,main,2025-02-16T12:00:01Z
spent,spender,2025-01-02T12:00:00Z,100,main,
main,two_wallets,2025-01-04T12:00:00Z,130,main,
promo,two_wallets,2025-01-05T12:00:00Z,20,promo,
some,unspent,2024-06-02T12:00:00Z,30,main,
""",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, RULES, LANDED, AS_OF)


def _ledger(outcome: Outcome, member: str) -> list[tuple[object, ...]]:
    """Entry, points and what is outstanding after it, up to as_of and in turn."""
    return outcome.ask(
        "select entry_id, points, outstanding_after from points_ledger"
        f" where member_id = '{member}' and not is_scheduled"
        " order by occurred_at, case entry_type when 'expire' then 0 else 1 end"
    )


def test_the_unpaid_rest_of_a_clawback_is_owed_not_forgiven(outcome: Outcome) -> None:
    # Others stop at nothing: the member keeps what 80 spent points have bought.
    assert _ledger(outcome, "in_debt") == [
        ("earn:debt-1", 100, 100),
        ("redeem:debt", -80, 20),
        ("clawback:debt:earn:debt-1", -100, -80),
        ("earn:debt-2", 100, 20),
    ]
    taken = outcome.ask(
        "select lot_entry_id, entry_id, points from points_allocations"
        " where member_id = 'in_debt' and entry_id not like 'expire%'"
        " order by entry_id desc, lot_entry_id"
    )
    assert taken == [
        ("earn:debt-1", "redeem:debt", 80),
        ("earn:debt-1", "clawback:debt:earn:debt-1", 20),
        ("earn:debt-2", "clawback:debt:earn:debt-1", 80),
    ]


def test_promotional_points_are_spent_and_lost_in_their_own_wallet(
    outcome: Outcome,
) -> None:
    # Others burn points that never expire first, or let promotions expire unspent
    # although something was redeemed: here a redemption says which it takes.
    assert outcome.ask(
        "select lot_entry_id, entry_id, points from points_allocations"
        " where member_id = 'two_wallets' and entry_id not like 'expire:earn%'"
        " order by lot_entry_id, entry_id desc"
    ) == [
        ("adjust:gift", "redeem:promo", 20),
        ("adjust:gift", "expire:adjust:gift", 30),
        ("earn:promo-1", "redeem:main", 100),
        ("earn:promo-2", "redeem:main", 30),
    ]
    # The gift of 3 January is valid for 30 days.
    assert outcome.ask(
        "select wallet, occurred_at from points_ledger"
        " where entry_id = 'expire:adjust:gift'"
    ) == [("promo", datetime(2025, 2, 2))]


def test_returns_in_parts_take_exactly_what_the_order_gave(outcome: Outcome) -> None:
    # A share of each return by itself, rounded, takes 3 + 3 + 3 of 10, or 4 + 4 + 4.
    # Here 6 are left of 6.67, then 3 of 3.34, then none.
    assert _ledger(outcome, "in_parts") == [
        ("earn:parts", 10, 10),
        ("clawback:part-1:earn:parts", -4, 6),
        ("clawback:part-2:earn:parts", -3, 3),
        ("clawback:part-3:earn:parts", -3, 0),
    ]


def test_points_given_back_do_not_live_for_ever(outcome: Outcome) -> None:
    # Others give them a validity anew with each cancellation, or none that ends.
    assert outcome.ask(
        "select source_id, occurred_at, expires_at from points_ledger"
        " where member_id = 'revived' and entry_type = 'reinstate' order by source_id"
    ) == [
        # 365 days from 10 January 2024, a leap year, on which they were spent
        ("early", datetime(2024, 12, 1, 12), datetime(2025, 1, 9)),
        # those have passed: the day of the cancellation is the last
        ("late", datetime(2025, 1, 20, 12), datetime(2025, 1, 21)),
        # and `too_late`, a second more than 400 days after, gives nothing back
    ]
    assert outcome.ask(
        "select outstanding, expired, redeemed from member_points"
        " where member_id = 'revived'"
    ) == [(0, 80, 20)]
    assert outcome.ask(
        "select left_value, difference from reconciliation"
        " where check_name = 'late_cancellations'"
    ) == [(1, 0)]


def test_what_expires_stands_in_the_ledger(outcome: Outcome) -> None:
    # Others let the balance collapse, and no entry says when or why.
    assert _ledger(outcome, "unspent") == [
        ("earn:idle", 100, 100),
        ("redeem:some", -30, 70),
        ("expire:earn:idle", -70, 0),
    ]


def test_spending_points_costs_no_tier(outcome: Outcome) -> None:
    # Others judge the tier by what is left to spend.
    assert outcome.ask(
        "select tier_code, score_hundredths, outstanding from member_tiers"
        " inner join member_points using (member_id) where member_id = 'spender'"
    ) == [("silver", 10000, 0)]


def test_redeeming_and_cancelling_in_turn_makes_no_points(outcome: Outcome) -> None:
    assert [points for _, points, _ in _ledger(outcome, "looping")] == [
        *(100, -100, 100, -100, 100, -100, 100),
    ]
    # and they are valid from the day they were last spent, not from the cancellation
    assert outcome.ask(
        "select occurred_at, points from points_ledger"
        " where member_id = 'looping' and entry_type = 'expire'"
    ) == [(datetime(2026, 4, 1), -100)]


def test_nothing_is_left_of_an_order_given_back_in_parts(outcome: Outcome) -> None:
    # In floats 243.89 * 1.1 is 268.27900000000005, and a balance of -1e-14 remains.
    assert _ledger(outcome, "fractions") == [
        ("earn:float", 268, 268),
        ("clawback:float-1:earn:float", -90, 178),  # 268 * 162.59 / 243.89 = 178.66
        ("clawback:float-2:earn:float", -89, 89),  # 268 * 81.29 / 243.89 = 89.32
        ("clawback:float-3:earn:float", -89, 0),
    ]
    types = outcome.ask(
        "select distinct data_type from information_schema.columns"
        " where table_schema = 'main' and data_type in ('DOUBLE', 'FLOAT', 'REAL')"
    )
    assert types == []
