"""What the parts of a rule file promise each other: found as paths and sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator

from loyalty_pipeline.rules.calendar import FIRST
from loyalty_pipeline.rules.model import Programme, Version

Finding = tuple[str, str]


def findings(programme: Programme) -> Iterator[Finding]:
    """Every broken promise of a programme, each with its path in the file."""
    yield from _version_order(programme.versions)
    for index, version in enumerate(programme.versions):
        for path, problem in _version(version):
            yield f"versions[{index}].{path}", problem
        if index:
            yield from _same_structure(programme.versions[0], version, index)
    yield from _benefits(programme)


def _version(version: Version) -> Iterator[Finding]:
    weights = sum(metric.weight for metric in version.metrics)
    if weights != 1:
        yield "metrics", f"the weights must sum to exactly 1, these sum to {weights}"
    yield from _repeated("metrics", (metric.code for metric in version.metrics))
    yield from _repeated("tiers", (tier.code for tier in version.tiers))
    yield from _thresholds(version)
    known = {tier.code for tier in version.tiers}
    for code in version.points.tier_multipliers:
        if code not in known:
            yield f"points.tier_multipliers.{code}", "is not a tier of this version"


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


def _benefits(programme: Programme) -> Iterator[Finding]:
    yield from _repeated("benefits", (benefit.code for benefit in programme.benefits))
    known = {tier.code for tier in programme.versions[0].tiers}
    for index, benefit in enumerate(programme.benefits):
        yield from _repeated(f"benefits[{index}].tiers", benefit.tiers)
        for place, code in enumerate(benefit.tiers):
            if code not in known:
                yield f"benefits[{index}].tiers[{place}]", f"{code} is not a tier"


def _repeated(path: str, codes: Iterable[str]) -> Iterator[Finding]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield path, f"the code {code} stands {times} times"
