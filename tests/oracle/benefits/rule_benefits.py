"""The benefits of the rules: for whom, when, and what they are worth."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.benefits.offer import Days, MemberOnDay, Offer, while_held
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.benefits_and_rewards import Benefit
from tests.oracle.rules.versions import Rules


def engagement(history: MemberHistory, rules: Rules, day: int) -> str:
    """Return what the days since the last completed order make of a member."""
    if not history.orders:
        return "none"
    since = day - max(order.day for order in history.orders)
    if since <= rules.active_days:
        return "active"
    return "at_risk" if since <= rules.at_risk_days else "lapsed"


def offers_of_rules(member: MemberOnDay) -> Iterator[Offer]:
    """Yield what is offered to the tier held; to `none` nothing ever is."""
    if member.held.rank == 0:
        return
    tier = member.rules.versions[0].tiers[member.held.rank - 1].code
    for benefit in member.rules.benefits:
        offered = tier in benefit.tiers and _in_force(benefit, member.day)
        if offered and _conditions_hold(benefit, member):
            yield _offer(benefit, tier, member)


def _in_force(benefit: Benefit, day: int) -> bool:
    first, last = benefit.first_day, benefit.last_day
    return (first is None or first <= day) and (last is None or day <= last)


def _conditions_hold(benefit: Benefit, member: MemberOnDay) -> bool:
    history, asked = member.history, benefit.engagement
    if benefit.birthday_month and not _has_birthday(member):
        return False
    if asked is not None and engagement(history, member.rules, member.day) not in asked:
        return False
    return len(history.orders) >= benefit.min_lifetime_orders


def _has_birthday(member: MemberOnDay) -> bool:
    """Whether it is their month; where no day of birth is known, none is."""
    born = member.history.member.birth_date
    return born is not None and born.month == date.fromordinal(member.day).month


def _offer(benefit: Benefit, tier: str, member: MemberOnDay) -> Offer:
    """A value is a share, money, or money for each point of the score."""
    value = benefit.values.get(tier)
    share, cents = (None, value) if benefit.kind == "credit" else (value, None)
    if benefit.kind == "score_credit" and value is not None:
        cents = member.score * value // 10000
    last = benefit.last_day
    # The last date there is has no day after it.
    end = None if last is None or last == date.max.toordinal() else last + 1
    days = while_held(member.held, Days(benefit.first_day, end))
    what = (benefit.code, benefit.kind, share, cents)
    return Offer(*what, "rule", benefit.group, benefit.priority, days)
