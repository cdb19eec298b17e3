"""The structure of a programme: what shapes the SQL, as opposed to its numbers."""

from loyalty_pipeline.rules.model.programme import Programme

Structure = dict[str, object]


def structure(programme: Programme) -> Structure:
    """The dbt vars of a programme: its metrics in order, and how many tiers it has."""
    first = programme.versions[0]
    return {
        "metrics": [
            {
                "code": metric.code,
                "measure": metric.measure,
                "kinds": metric.kinds or [],
                "out_of": metric.out_of or [],
            }
            for metric in first.metrics
        ],
        "tier_count": len(first.tiers),
    }
