"""A programme in words, for who checks a rule file."""

from loyalty_pipeline.rules.model.programme import Programme


def describe(programme: Programme) -> list[str]:
    """A programme in a few lines, as its latest version has it."""
    latest = programme.versions[-1]
    metrics = [
        f"{m.code} {m.weight:%} of {m.measure}"
        + (f" against {m.target}" if m.target is not None else ", one for one")
        for m in latest.metrics
    ]
    tiers = [
        f"{t.name} {'above' if t.above is not None else 'from'} "
        f"{t.at_least if t.above is None else t.above}"
        for t in latest.tiers
    ]
    return [
        f"{programme.programme}: {programme.currency}, {programme.timezone},"
        f" {len(programme.versions)} version(s)",
        f"score: {'; '.join(metrics)}",
        f"tiers: {'; '.join(tiers)}",
        f"points: {latest.points.per_currency_unit} a {programme.currency}",
    ]
