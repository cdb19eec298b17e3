"""What is true of everybody's benefits: checked on the replay alone."""

from datetime import date

from hypothesis import given

from tests.oracle.cases.benefit_cases import benefit
from tests.oracle.cases.ledger_properties import MANY_EXAMPLES
from tests.oracle.cases.random_campaigns import (
    LATER_DAYS,
    random_campaign_ledgers,
    random_stacked_programmes,
)
from tests.oracle.cases.random_ledgers import Document
from tests.oracle.facts.feeds import Facts
from tests.oracle.replay import replay

# As good as the one campaign, and less than the other.
FEE = benefit("fee", "discount", value=0.1, tiers=["ordinary", "gold"], group="g")
TEA = benefit("tea", valid_from="2020-06-04", when={"min_lifetime_orders": 1})


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS)
def test_benefits_are_of_the_day_and_one_of_a_group(
    facts: Facts, rules: Document, day: date
) -> None:
    outcome = replay(facts, rules | {"benefits": [FEE, TEA]}, day)
    groups = {f"campaign:{c.campaign_id}": c.benefit_group for c in facts.campaigns}
    groups |= {"fee": "g", "tea": None}
    found = [row.benefit_code for row in outcome.member_benefits]
    assert [groups[code] for code in found].count("g") <= 1
    assert found == sorted(set(found))
    for row in outcome.member_benefits:
        assert row.as_of == day
        assert row.valid_from is not None
        assert row.valid_from <= day
        assert row.valid_to is None or day < row.valid_to
    # what the rules offer is bound by the tier held
    history = {row.valid_from: row.tier_code for row in outcome.member_tier_history}
    if {"fee", "tea"} & {*found}:
        held = history[max(begins for begins in history if begins <= day)]
        assert held in ("ordinary", "gold")
