"""Every credit of points of a member, and how long it alone would be valid."""

from collections.abc import Iterator
from datetime import timedelta

from tests.oracle.campaigns.order_bonuses import TierOn as TierOn
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.credit import Credit as Credit
from tests.oracle.points.credit import day_of, start_after
from tests.oracle.points.order_credits import credits_of_orders
from tests.oracle.rules.versions import Rules


def all_credits(history: MemberHistory, rules: Rules, tier_on: TierOn) -> list[Credit]:
    """Return all that a member was given; a credit of nothing is none.

    Whatever else gives points joins here.
    """
    given = [
        *credits_of_orders(history, rules, tier_on),
        *_of_events(history, rules),
        *_adjusted(history, rules),
        *_reinstated(history, rules),
    ]
    return [credit for credit in given if credit.points > 0]


def _of_events(history: MemberHistory, rules: Rules) -> Iterator[Credit]:
    """Events in turn, each kind until the day has had its number of them."""
    counted: dict[tuple[str, int], int] = {}
    in_turn = sorted(
        history.events, key=lambda e: (e.fact.occurred_at, e.fact.event_id)
    )
    for day, event in in_turn:
        version, at = rules.version_on(day), event.occurred_at
        worth = version.events.get(event.kind)
        place = counted[event.kind, day] = counted.get((event.kind, day), 0) + 1
        if worth is None or place > (worth.max_per_day or place):
            continue
        end = start_after(day, version.validity_days["main"], rules)
        dates, name = (at, at, end), f"event:{event.event_id}"
        rest = (event.event_id, version)
        yield Credit(name, "event", "main", worth.points, *dates, *rest)


def _adjusted(history: MemberHistory, rules: Rules) -> Iterator[Credit]:
    for day, change in history.adjustments:
        version, at = rules.version_on(day), change.adjusted_at
        end = start_after(day, version.validity_days[change.wallet], rules)
        start = (f"adjust:{change.adjustment_id}", "adjust", change.wallet)
        yield Credit(*start, change.points, at, at, end, change.adjustment_id, version)


def _reinstated(history: MemberHistory, rules: Rules) -> Iterator[Credit]:
    """Points back in time are valid as if just spent, and until the next day."""
    for day, item in history.redemptions:
        version, at = rules.version_on(day), item.cancelled_at
        limit = version.reinstate_within_days
        late = timedelta.max if limit is None else timedelta(days=limit)
        if at is None or at - item.redeemed_at > late:
            continue
        valid = version.validity_days[item.wallet]
        own, next_day = (
            start_after(day, valid, rules),
            start_after(day_of(at, rules), 1, rules),
        )
        end = max(own, next_day) if own and next_day else None
        start = (f"reinstate:{item.redemption_id}", "reinstate", item.wallet)
        yield Credit(*start, item.points, at, at, end, item.redemption_id, version)
