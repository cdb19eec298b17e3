"""What the points of the versions promise each other."""

from collections.abc import Iterator

from loyalty_pipeline.rules.checks.findings import Finding
from loyalty_pipeline.rules.model.programme import Version


def points_findings(version: Version) -> Iterator[Finding]:
    """Every broken promise of one version's points."""
    points = version.points
    known = {tier.code for tier in version.tiers}
    for code in points.tier_multipliers:
        if code not in known:
            yield f"points.tier_multipliers.{code}", "is not a tier of this version"
    if "main" in points.wallets:
        yield "points.wallets.main", "main has the validity of points; remove it"
    finite = [days for days in points.validity_of().values() if days is not None]
    if points.clawback_days is not None and finite:
        soonest = points.pending_days + min(finite)
        if points.clawback_days >= soonest:
            yield (
                "points.clawback_days",
                f"must be below {soonest}: pending_days and the shortest validity",
            )


def wallet_findings(versions: list[Version]) -> Iterator[Finding]:
    """Wallets are the same in all versions, and one without end stays so."""
    first = versions[0].points.validity_of()
    for index in range(1, len(versions)):
        previous = versions[index - 1].points.validity_of()
        path = f"versions[{index}].points"
        validity = versions[index].points.validity_of()
        if set(validity) != set(first):
            yield f"{path}.wallets", "the wallets must be those of versions[0]"
        for wallet, days in validity.items():
            if days is not None and previous.get(wallet, days) is None:
                place = "" if wallet == "main" else f"wallets.{wallet}."
                yield (
                    f"{path}.{place}validity_days",
                    "points of this wallet never expire in the version before:"
                    " later ones cannot expire before them",
                )
