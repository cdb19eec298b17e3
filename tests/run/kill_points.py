"""Named points of a run, each told from outside by what lies in the home."""

from collections.abc import Callable

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.shop import SECOND_DAY

Point = Callable[[Home], bool]
_DAY = f"landed_on={SECOND_DAY}"
_MODELS = (
    "int_members",
    "int_judged_orders",
    "int_lots",
    "int_score_changes",
    "int_tier_intervals",
    "points_ledger",
    "member_points",
    "reconciliation",
)


def _exists(path: str) -> Point:
    return lambda home: (home.root / path).exists()


def _said(words: str) -> Point:
    return lambda home: home.log.exists() and words in home.log.read_text()


def _exporting(name: str) -> Point:
    return lambda home: any(Build(home).publications.glob(f".*.new/{name}"))


def _is_named(home: Home) -> bool:
    """Whether the second publication has its name, be it shown yet or not."""
    names = [path.name for path in Build(home).publications.iterdir()]
    return len([name for name in names if not name.startswith(".")]) > 1


POINTS: dict[str, Point] = {
    "the log is open": lambda home: home.log.exists() and not home.log.stat().st_size,
    "orders are being staged": _exists(f"staging/orders/{_DAY}"),
    "accepted orders are written": _exists(f"staging/orders/{_DAY}/accepted.parquet"),
    "rejected orders are written": _exists(
        f"staging/orders/{_DAY}/quarantined.parquet"
    ),
    "orders are staged": _exists(f"staging/orders/{_DAY}/_day.json"),
    "rejected orders are in quarantine": _exists(
        f"quarantine/orders/{SECOND_DAY}.parquet"
    ),
    "rejected orders are in the index": _exists(
        f"lake/quarantine/orders/{SECOND_DAY}.parquet"
    ),
    "orders are in the lake": _exists(f"lake/orders/{_DAY}/data.parquet"),
    "orders are promoted": _exists(f"lake/orders/{_DAY}/_day.json"),
    "dbt has started": _said("Running with dbt"),
    **{f"{model} is being built": _said(f".{model} ..") for model in _MODELS},
    "the publication is begun": _exporting(""),
    "the publication is gathered": _exporting("loyalty.duckdb"),
    "a table is exported": _exporting("held_back.parquet"),
    "the last table is exported": _exporting("tier_distribution.parquet"),
    "the publication is described": _exporting("_publication.parquet"),
    "the publication is named": _is_named,
}
