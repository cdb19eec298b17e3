"""The one list of the tables that a programme's rules are for the models."""

from collections.abc import Callable
from dataclasses import dataclass

from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.benefits import benefit_table, engagement_table
from loyalty_pipeline.rules.tables.programme import programme_table, reward_table
from loyalty_pipeline.rules.tables.table import Table
from loyalty_pipeline.rules.tables.versions import (
    event_points_table,
    metric_table,
    tier_table,
    version_table,
    wallet_table,
)


@dataclass(frozen=True)
class RuleTable:
    """A table of the rules: what it says, and how it is made of a programme."""

    says: str
    of: Callable[[Programme], Table]


RULE_TABLES = {
    "programme": RuleTable(
        "The programme's settings that no version changes.", programme_table
    ),
    "versions": RuleTable(
        "The rule versions, each with the numbers that stand once in it.",
        version_table,
    ),
    "metrics": RuleTable("Weights and targets of the score, by version.", metric_table),
    "tiers": RuleTable(
        "The tiers and their thresholds, by version, lowest first.", tier_table
    ),
    "wallets": RuleTable(
        "The wallets and how long points in them are valid, by version.", wallet_table
    ),
    "event_points": RuleTable(
        "The points of events, by version and kind.", event_points_table
    ),
    "benefits": RuleTable("What members of a tier are given.", benefit_table),
    "benefit_engagements": RuleTable(
        "The engagements that benefits ask for.", engagement_table
    ),
    "rewards": RuleTable("What points are redeemed for.", reward_table),
}
# What stands beside the rules, of the zone and of the run.
TIME_TABLES = {
    "calendar": "The programme's local days as stretches of instants.",
    "local_days": "The programme's local days, each with its first instant.",
    "run": "The day the run is about.",
}
