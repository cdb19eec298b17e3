"""A member's rows of `member_benefits`: of each group the best, of the others all."""

from collections.abc import Iterable
from datetime import date

from tests.oracle.benefits.campaign_benefits import offers_of_campaigns
from tests.oracle.benefits.offer import MemberOnDay, Offer
from tests.oracle.benefits.rule_benefits import offers_of_rules
from tests.oracle.tables.benefit_rows import MemberBenefitsRow


def member_benefit_rows(member: MemberOnDay) -> list[MemberBenefitsRow]:
    """Return what a member has on the day; a control member has nothing."""
    if member.history.member.control_group:
        return []
    offers = [*offers_of_rules(member), *offers_of_campaigns(member)]
    return [
        MemberBenefitsRow(
            member_id=member.history.member.member_id,
            benefit_code=offer.code,
            as_of=date.fromordinal(member.day),
            kind=offer.kind,
            value_bp=offer.value_bp,
            amount_cents=offer.amount_cents,
            source=offer.source,
            valid_from=_date(offer.days.first),
            valid_to=_date(offer.days.end),
        )
        for offer in sorted(best_of_groups(offers), key=lambda offer: offer.code)
    ]


def best_of_groups(offers: Iterable[Offer]) -> list[Offer]:
    """Keep the highest value, then the higher priority, then the lower code.

    A group of the rules and one of campaigns are one group if they have one name.
    """
    best: dict[tuple[str | None, str | None], Offer] = {}
    for offer in sorted(offers, key=lambda o: (-o.value(), -o.priority, o.code)):
        alone = offer.code if offer.group is None else None
        best.setdefault((offer.group, alone), offer)
    return list(best.values())


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
