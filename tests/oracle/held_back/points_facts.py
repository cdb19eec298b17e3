"""Redemptions and adjustments that wait for their member or their wallet."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import Facts
from tests.oracle.local_days import local_day
from tests.oracle.rules.versions import Rules
from tests.oracle.tables.benefit_rows import HeldBackRow


def redemptions_waiting(
    facts: Facts, rules: Rules, as_of: date, members: set[str]
) -> Iterator[HeldBackRow]:
    """What was redeemed by somebody, or of a wallet, that nobody knows."""
    for item in newest(facts.redemptions, "redemption_id"):
        if local_day(item.redeemed_at, rules.timezone) > as_of:
            continue
        if item.member_id not in members:
            yield HeldBackRow(
                "redemptions", item.redemption_id, "member", item.landed_on
            )
        elif item.wallet not in rules.versions[0].validity_days:
            yield HeldBackRow(
                "redemptions", item.redemption_id, "wallet", item.landed_on
            )


def adjustments_waiting(
    facts: Facts, rules: Rules, as_of: date, members: set[str]
) -> Iterator[HeldBackRow]:
    """What was adjusted for somebody, or in a wallet, that nobody knows."""
    for item in newest(facts.adjustments, "adjustment_id"):
        if local_day(item.adjusted_at, rules.timezone) > as_of:
            continue
        if item.member_id not in members:
            yield HeldBackRow(
                "adjustments", item.adjustment_id, "member", item.landed_on
            )
        elif item.wallet not in rules.versions[0].validity_days:
            yield HeldBackRow(
                "adjustments", item.adjustment_id, "wallet", item.landed_on
            )
