"""What points were redeemed for: the rewards of the rules, and whatever was named."""

from collections.abc import Iterable

from tests.oracle.facts.feeds import Redemption
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.benefits_and_rewards import Reward
from tests.oracle.rules.versions import Rules
from tests.oracle.tables.points_rows import RewardsRow


def reward_rows(histories: Iterable[MemberHistory], rules: Rules) -> list[RewardsRow]:
    """Return a row for each reward; of one that no rule knows only what was done.

    A cancelled redemption is none, even where it was too late to give points back.
    """
    named: dict[str, list[Redemption]] = {reward.code: [] for reward in rules.rewards}
    for history in histories:
        for _, item in history.redemptions:
            if item.reward is not None:
                named.setdefault(item.reward, []).append(item)
    known = {reward.code: reward for reward in rules.rewards}
    return [
        _reward_row(code, known.get(code), items)
        for code, items in sorted(named.items())
    ]


def _reward_row(
    code: str, reward: Reward | None, items: list[Redemption]
) -> RewardsRow:
    stand = [item for item in items if item.cancelled_at is None]
    return RewardsRow(
        reward_code=code,
        reward_name=reward.name if reward else None,
        kind=reward.kind if reward else None,
        points=reward.points if reward else None,
        cost_cents=reward.cost_cents if reward else None,
        is_known=reward is not None,
        redemptions=len(stand),
        cancelled=len(items) - len(stand),
        members=len({item.member_id for item in stand}),
        redeemed_points=sum(item.points for item in stand),
    )
