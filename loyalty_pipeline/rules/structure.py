"""The structure of a programme: what shapes the SQL, as opposed to its numbers."""

from loyalty_pipeline.rules.measures import MEASURES
from loyalty_pipeline.rules.metrics import Metric
from loyalty_pipeline.rules.model import Programme

Structure = dict[str, object]


def structure(programme: Programme) -> Structure:
    """The dbt vars of a programme: its metrics in order, and how many tiers it has."""
    first = programme.versions[0]
    return {
        "metrics": [_metric(metric) for metric in first.metrics],
        "tier_count": len(first.tiers),
    }


def _metric(metric: Metric) -> Structure:
    measure = MEASURES[metric.measure]
    return {
        "code": metric.code,
        "measure": metric.measure,
        "kinds": metric.kinds or [],
        "out_of": metric.out_of or [],
        "raw_units": measure.raw_units,
        "has_denominator": measure.has_denominator,
        "leaves_less_returns": measure.leaves_less_returns,
    }


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
