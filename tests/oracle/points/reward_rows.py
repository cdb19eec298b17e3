"""What points were redeemed for: the rewards of the rules, and whatever was named."""

from collections.abc import Iterable
from typing import Any

from tests.oracle.facts.feeds import Redemption
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Rules

Line = tuple[Any, ...]


def reward_rows(histories: Iterable[MemberHistory], rules: Rules) -> list[Line]:
    """Return a row for each reward; of one that no rule knows only what was done.

    A cancelled redemption is none, even where it was too late to give points back.
    """
    named: dict[str, list[Redemption]] = {reward.code: [] for reward in rules.rewards}
    for history in histories:
        for _, item in history.redemptions:
            if item.reward is not None:
                named.setdefault(item.reward, []).append(item)
    known = {
        reward.code: (reward.name, reward.kind, reward.points, reward.cost_cents, True)
        for reward in rules.rewards
    }
    lines = []
    for code, items in sorted(named.items()):
        stand = [item for item in items if item.cancelled_at is None]
        members = {item.member_id for item in stand}
        counts = (len(stand), len(items) - len(stand), len(members))
        points = sum(item.points for item in stand)
        described = known.get(code, (None, None, None, None, False))
        lines.append((code, *described, *counts, points))
    return lines
