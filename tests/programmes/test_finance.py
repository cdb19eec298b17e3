"""finance: 0.7 * yuan of 100,000 + 0.3 * purchases of 20, over a year."""

from datetime import date
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, computed

AS_OF = date(2025, 3, 31)


def purchases(member: str, count: int, amount: str) -> str:
    """Lines of so many purchases of the same amount, all on the 10th of January."""
    return "\n".join(
        f"{member}-{n},{member},2025-01-10T04:00:00Z,{amount},CNY" for n in range(count)
    )


LANDED = {
    "members": """
member_id,registered_at
both,2025-01-01T04:00:00Z
gave_back,2025-01-01T04:00:00Z
nearly,2025-01-01T04:00:00Z
often,2025-01-01T04:00:00Z
once,2025-01-01T04:00:00Z
silent,2025-01-01T04:00:00Z
""",
    "orders": f"""
order_id,member_id,ordered_at,amount,currency
{purchases("both", 10, "10000.00")}
{purchases("gave_back", 10, "10000.00")}
{purchases("nearly", 10, "9999.99")}
{purchases("often", 25, "100.00")}
{purchases("once", 1, "100000.00")}
""",
    "order_returns": """
return_id,order_id,returned_at,amount
r1,gave_back-0,2025-02-10T04:00:00Z,10000.00
""",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, "finance", LANDED, AS_OF)


def test_amount_and_frequency_make_the_tier(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, score_hundredths, tier_name from member_tiers"
        " order by member_id"
    )
    assert found == [
        # 100,000 are full: 70.00; 10 purchases of 20 are 50.00: 0.3 * 50.00 = 15.00
        ("both", 8500, "高级VIP客户"),
        # 90,000 are left: 0.7 * 90.00 = 63.00, and the purchase still counts: 15.00.
        # The tier was earned before the return, and is held for its year.
        ("gave_back", 7800, "高级VIP客户"),
        # 99,999.90 are 99.99: 69.993 + 15.00 = 84.993
        ("nearly", 8499, "VIP客户"),
        # 2500 are 2.50: 1.75; 25 purchases count as the full 20: 30.00
        ("often", 3175, "普通客户"),
        # 70.00; 1 purchase of 20 is 5.00: 0.3 * 5.00 = 1.50
        ("once", 7150, "VIP客户"),
        ("silent", 0, "普通客户"),
    ]


def test_a_tier_outlives_a_return_by_its_validity_and_then_steps_down(
    outcome: Outcome,
) -> None:
    # The last day at 85.00 is 2025-02-09, before the return. It grants premium_vip for
    # 1 + 365 more days, to 2026-02-10.
    # vip is met by 78.00 as long as the purchases count, 365 days to 2026-01-09, and
    # granted for 1 + 365 more, to 2027-01-10; of the two grants of vip the other, a
    # year more than premium_vip's to 2027-02-10, reaches further.
    # `valid_to` is the day after the last.
    found = outcome.ask(
        "select tier_code, valid_from, valid_to, is_scheduled"
        " from member_tier_history where member_id = 'gave_back' order by valid_from"
    )
    assert found == [
        ("none", date(2025, 1, 1), date(2025, 1, 2), False),
        ("ordinary", date(2025, 1, 2), date(2025, 1, 11), False),
        ("premium_vip", date(2025, 1, 11), date(2026, 2, 11), False),
        ("vip", date(2026, 2, 11), date(2027, 2, 11), True),
        ("ordinary", date(2027, 2, 11), None, True),
    ]


def test_ten_yuan_earn_a_point(outcome: Outcome) -> None:
    found = outcome.ask(
        "select source_id, points from points_ledger"
        " where entry_type = 'earn' and source_id in ('nearly-0', 'once-0')"
        " order by source_id"
    )
    assert found == [("nearly-0", 999), ("once-0", 10000)]


def test_of_the_fees_a_customer_pays_the_one_of_the_tier(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, benefit_code, value_bp from member_benefits"
        " where member_id in ('both', 'once') order by member_id, benefit_code"
    )
    assert found == [
        ("both", "adviser", None),
        ("both", "premium_vip_fee", 2000),
        ("once", "vip_fee", 1000),
    ]
