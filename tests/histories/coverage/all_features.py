"""All features that histories must have, by the names that they are counted under."""

from tests.histories.coverage import (
    benefit_uses_and_rewards,
    benefits,
    campaign_bonuses,
    campaign_edges,
    clawbacks,
    deliveries,
    instants_and_days,
    ledger_entries,
    lots,
    redemptions,
    rules,
    tier_grants,
)
from tests.histories.coverage.feature import Feature

FEATURES: dict[str, Feature] = {
    **instants_and_days.FEATURES,
    **deliveries.FEATURES,
    **tier_grants.FEATURES,
    **rules.FEATURES,
    **ledger_entries.FEATURES,
    **lots.FEATURES,
    **redemptions.FEATURES,
    **clawbacks.FEATURES,
    **campaign_bonuses.FEATURES,
    **campaign_edges.FEATURES,
    **benefits.FEATURES,
    **benefit_uses_and_rewards.FEATURES,
}
