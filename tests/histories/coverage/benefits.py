"""Features of the benefits that a member has, or only just has not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.histories.coverage.feature import Feature
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.benefits.benefit_rows import best_of_groups
from tests.oracle.benefits.campaign_benefits import campaign_days
from tests.oracle.benefits.offer import Offer
from tests.oracle.benefits.rule_benefits import offers_of_rules
from tests.oracle.rules.benefits_and_rewards import Benefit


def _held(has: Callable[[ReplayedLife, Offer], object]) -> Feature:
    """Whether a benefit that a member has is like this."""
    return lambda life: (
        life.history
        and not life.history.member.control_group
        and any(has(life, offer) for offer in best_of_groups(life.offers))
    )


def _of_rules(has: Callable[[ReplayedLife, Benefit], object]) -> Feature:
    """Whether a benefit of the rules that a member has is like this."""

    def found(life: ReplayedLife, offer: Offer) -> bool:
        by_code = {benefit.code: benefit for benefit in life.rules.benefits}
        return offer.source == "rule" and bool(has(life, by_code[offer.code]))

    return _held(found)


def _on_last_day(life: ReplayedLife, offer: Offer) -> bool:
    return offer.source == "campaign" and any(
        f"campaign:{c.campaign_id}" == offer.code
        and campaign_days(c, life.rules).last == life.today
        for c in (life.history.campaigns if life.history else [])
    )


def _kept_away(**without: Any) -> Feature:
    """Whether a condition alone keeps a benefit from a member."""

    def has(life: ReplayedLife) -> bool:
        here = life.member_today
        if here is None or here.history.member.control_group:
            return False
        freely = tuple(replace(benefit, **without) for benefit in life.rules.benefits)
        free = replace(here, rules=replace(life.rules, benefits=freely))
        return len(list(offers_of_rules(free))) > len(list(offers_of_rules(here)))

    return has


def _contested(has: Callable[[Offer, Offer], object]) -> Feature:
    """Whether of a group in which several are offered the best two are like this."""

    def found(life: ReplayedLife, best: Offer) -> bool:
        others = [o for o in life.offers if o.group == best.group and o is not best]
        if best.group is None or not others:
            return False
        second = min(others, key=lambda o: (-o.value(), -o.priority, o.code))
        return bool(has(best, second))

    return _held(found)


def _tied(best: Offer, second: Offer) -> bool:
    return best.value() == second.value()


FEATURES: dict[str, Feature] = {
    "a benefit of a campaign": _held(lambda life, o: o.source == "campaign"),
    "a benefit on a campaign's last day": _held(_on_last_day),
    "a group with a rule's and a campaign's": _contested(
        lambda a, b: a.source != b.source
    ),
    "a group decided by priority": _contested(
        lambda a, b: _tied(a, b) and a.priority != b.priority
    ),
    "a group decided by code": _contested(
        lambda a, b: _tied(a, b) and a.priority == b.priority
    ),
    "a benefit in the month of birth": _of_rules(lambda life, b: b.birthday_month),
    "a benefit for orders enough": _of_rules(lambda life, b: b.min_lifetime_orders),
    "a benefit for an engagement": _of_rules(lambda life, b: b.engagement),
    "a benefit on its first day": _of_rules(lambda life, b: b.first_day == life.today),
    "a benefit on its last day": _of_rules(lambda life, b: b.last_day == life.today),
    "not the month of birth": _kept_away(birthday_month=False),
    "not the engagement asked for": _kept_away(engagement=None),
    "not orders enough": _kept_away(min_lifetime_orders=0),
    "not the days of a benefit": _kept_away(first_day=None, last_day=None),
    "money for a score": _held(
        lambda life, o: o.kind == "score_credit" and o.amount_cents
    ),
    "no benefit for the control group": lambda life: (
        life.history and life.history.member.control_group and life.offers
    ),
}
