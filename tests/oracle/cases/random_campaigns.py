"""Random ledgers with campaigns, and the same campaigns with other terms."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.oracle.cases.benefit_cases import tier_grant
from tests.oracle.cases.campaign_cases import bonus, campaign, discount, multiplier
from tests.oracle.cases.points_cases import midnight
from tests.oracle.cases.programme_cases import june
from tests.oracle.cases.random_ledgers import (
    CENTS,
    INSTANTS,
    Document,
    random_ledgers,
    random_programmes,
)
from tests.oracle.facts.campaign_feeds import Campaign, CampaignTarget
from tests.oracle.facts.feeds import Facts, Order, TierGrant

NAMES = ["A", "B", "o", "p"]
TIERS = st.sampled_from([None, None, None, "ordinary", "gold", "emerald"])
# Two that most orders meet, so that others meet them there.
STEADY = [multiplier("m", "2"), bonus("n", 10, max_points_per_member=25)]
# Late days, on which most has happened.
LATER_DAYS = st.integers(12, 30).map(june)
# Most campaigns are on for long.
STARTS = st.one_of(st.just(midnight(1)), st.just(midnight(1)), INSTANTS)
LENGTHS = st.sampled_from([0, 1, 7, 30, 30, 30])


@st.composite
def random_campaign_ledgers(draw: DrawFn) -> Facts:
    """Draw a member's ledger with a few campaigns, some of them for others only."""
    facts = draw(random_ledgers())
    for n, cents in enumerate(draw(st.lists(CENTS, max_size=4))):
        facts.orders.append(Order(f"p{n}", "ann", draw(INSTANTS), cents, "USD"))
    facts.tier_grants.extend(draw(st.lists(_grants(), max_size=2)))
    facts.campaigns.extend(STEADY)
    facts.campaigns.extend(_campaign(draw, name) for name in NAMES)
    aimed = draw(st.sets(st.sampled_from(NAMES)))
    targets = [CampaignTarget(name, "ann") for name in sorted(aimed)]
    facts.campaign_targets.extend(targets)
    return facts


@st.composite
def random_stacked_programmes(draw: DrawFn) -> Document:
    """Draw rules whose versions each have a way to stack campaigns."""
    rules = draw(random_programmes())
    ways = st.sampled_from(["best_of", "additive"])
    versions = [v | {"campaign_stacking": draw(ways)} for v in rules["versions"]]
    return rules | {"versions": versions}


def stacking_all(rules: Document, way: str) -> Document:
    """Return the rules with all versions stacking in one way."""
    versions = [v | {"campaign_stacking": way} for v in rules["versions"]]
    return rules | {"versions": versions}


def without_limits(facts: Facts) -> Facts:
    """Return the facts with campaigns that are not cut for any member."""
    free = [replace(c, max_points_per_member=None) for c in facts.campaigns]
    return replace(facts, campaigns=free)


def _grants() -> st.SearchStrategy[TierGrant]:
    return st.builds(tier_grant, st.integers(1, 21), st.sampled_from([None, 22]))


def _campaign(draw: DrawFn, name: str) -> Campaign:
    starts_at = draw(STARTS)
    others: dict[str, Any] = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(days=draw(LENGTHS)),
        "wallet": draw(st.sampled_from(["main", "main", "main", "promo", "lost"])),
        "min_tier": draw(TIERS),
        "audience": draw(st.sampled_from(["all", "all", "targeted"])),
        "min_order_amount_cents": draw(st.sampled_from([None, 0, 100, 2550])),
        "max_points_per_member": draw(st.sampled_from([None, None, 0, 7, 15, 30])),
        "budget_points": draw(st.sampled_from([None, 0, 40])),
        "priority": draw(st.integers(-1, 1)),
        "benefit_group": draw(st.sampled_from([None, "g"])),
    }
    match draw(st.sampled_from(["times", "times", "plus", "plus", "off", "event"])):
        case "times":
            factor = draw(st.sampled_from(["1.0001", "1.5", "2", "3"]))
            return multiplier(name, factor, **others)
        case "plus":
            return bonus(name, draw(st.sampled_from([1, 10, 25])), **others)
        case "off":
            return discount(name, draw(st.sampled_from(["0.1", "0.25"])), **others)
    return campaign(name, **others)
