"""What the parts of a rule file promise each other: found as paths and sentences."""

from collections.abc import Iterator

from loyalty_pipeline import currencies
from loyalty_pipeline.rules.calendar import FIRST
from loyalty_pipeline.rules.checks.benefits import benefit_findings
from loyalty_pipeline.rules.checks.findings import Finding, repeated
from loyalty_pipeline.rules.checks.points import points_findings, wallet_findings
from loyalty_pipeline.rules.model.programme import Programme, Version


def findings(programme: Programme) -> Iterator[Finding]:
    """Every broken promise of a programme, each with its path in the file."""
    yield from _currency(programme.currency)
    yield from _version_order(programme.versions)
    for index, version in enumerate(programme.versions):
        for path, problem in _version(version):
            yield f"versions[{index}].{path}", problem
        if index:
            yield from _same_structure(programme.versions[0], version, index)
    yield from wallet_findings(programme.versions)
    yield from benefit_findings(programme)


def _currency(currency: str) -> Iterator[Finding]:
    if currency in currencies.FINE:
        places = currencies.FINE[currency]
        yield (
            "currency",
            f"amounts have two places and {currency} has {places}, which is not"
            " supported; keep the programme in another currency",
        )


def _version(version: Version) -> Iterator[Finding]:
    weights = sum(metric.weight for metric in version.metrics)
    if weights != 1:
        yield "metrics", f"the weights must sum to exactly 1, these sum to {weights}"
    yield from repeated("metrics", (metric.code for metric in version.metrics))
    yield from repeated("tiers", (tier.code for tier in version.tiers))
    yield from _thresholds(version)
    yield from points_findings(version)


def _thresholds(version: Version) -> Iterator[Finding]:
    minima = [tier.minimum_hundredths for tier in version.tiers]
    for index in range(1, len(minima)):
        if minima[index] <= minima[index - 1]:
            yield f"tiers[{index}]", "must need a higher score than the tier before it"
    if "none" in {tier.code for tier in version.tiers}:
        yield "tiers", "none is what a member without a tier has; take another code"


def _version_order(versions: list[Version]) -> Iterator[Finding]:
    if versions[0].effective_from is not None:
        yield "versions[0].effective_from", "the first version has no start; remove it"
    last = FIRST
    for index, version in enumerate(versions[1:], start=1):
        start = version.effective_from
        if start is None:
            yield f"versions[{index}].effective_from", "is missing"
        elif start <= last:
            yield f"versions[{index}].effective_from", f"must be after {last}"
        last = start or last


def _same_structure(first: Version, version: Version, index: int) -> Iterator[Finding]:
    def metrics(of: Version) -> list[object]:
        return [(m.code, m.measure, m.kinds, m.out_of) for m in of.metrics]

    if metrics(first) != metrics(version):
        yield (
            f"versions[{index}].metrics",
            "codes, measures and kinds must be those of versions[0], in that order",
        )
    if [tier.code for tier in first.tiers] != [tier.code for tier in version.tiers]:
        yield f"versions[{index}].tiers", "codes must be those of versions[0], in order"
