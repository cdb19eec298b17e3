"""What the benefits and rewards of a rule file promise each other and the tiers."""

from collections.abc import Iterator
from decimal import Decimal

from loyalty_pipeline.rules.checks.findings import Finding, repeated
from loyalty_pipeline.rules.model.benefits import Benefit
from loyalty_pipeline.rules.model.programme import Programme

# The decimals and the greatest value of each kind: money to the cent, shares and
# ratios to the basis point.
_LIMITS = {
    "discount": (4, Decimal(1)),
    "credit": (2, Decimal(10**9)),
    "score_credit": (4, Decimal(100)),
}


def benefit_findings(programme: Programme) -> Iterator[Finding]:
    """Every broken promise of the benefits and rewards."""
    benefits = programme.benefits
    yield from repeated("benefits", (benefit.code for benefit in benefits))
    yield from repeated("rewards", (reward.code for reward in programme.rewards))
    known = {tier.code for tier in programme.versions[0].tiers}
    for index, benefit in enumerate(benefits):
        path = f"benefits[{index}]"
        yield from repeated(f"{path}.tiers", benefit.tiers)
        for place, code in enumerate(benefit.tiers):
            if code not in known:
                yield f"{path}.tiers[{place}]", f"{code} is not a tier"
        yield from _values(path, benefit)
    yield from _groups(benefits)


def _values(path: str, benefit: Benefit) -> Iterator[Finding]:
    by_tier = benefit.values or {}
    given = [(f"{path}.values.{tier}", value) for tier, value in by_tier.items()]
    if benefit.value is not None:
        given.append((f"{path}.value", benefit.value))
    for place, value in given:
        decimals, most = _LIMITS[benefit.kind]
        if value > most:
            yield place, f"a {benefit.kind} is at most {most}"
        if value * 10**decimals % 1:
            yield place, f"a {benefit.kind} has at most {decimals} decimals"


def _groups(benefits: list[Benefit]) -> Iterator[Finding]:
    """Of a group a member gets the best, so its values must be comparable."""
    kinds: dict[str, str] = {}
    for index, benefit in enumerate(benefits):
        if benefit.group is None:
            continue
        kind = kinds.setdefault(benefit.group, benefit.kind)
        if benefit.kind != kind:
            yield (
                f"benefits[{index}].group",
                f"{benefit.group} holds benefits of kind {kind}, not {benefit.kind}",
            )
