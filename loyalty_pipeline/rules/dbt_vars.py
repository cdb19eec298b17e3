"""The structure of a programme: what shapes the SQL, as opposed to its numbers."""

from loyalty_pipeline.rules.model.measures import MEASURES
from loyalty_pipeline.rules.model.metrics import Metric
from loyalty_pipeline.rules.model.programme import Programme

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
