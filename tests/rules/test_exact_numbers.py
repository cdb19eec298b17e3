"""Shipped programmes load, and the numbers written are kept exactly."""

from pathlib import Path

import pytest

from loyalty_pipeline.rules.loading import SHIPPED, load, rule_file
from loyalty_pipeline.rules.tables.table import basis_points
from tests.rules.rule_files import loaded, put

V0, V1 = "versions.0", "versions.1"


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda f: f.stem)
def test_a_shipped_programme_loads_by_its_name(file: Path) -> None:
    assert rule_file(file.stem) == file
    assert load(file).programme == file.stem


@pytest.mark.parametrize(
    ("tier", "minimum"),
    [
        ({"above": 90}, 9001),
        ({"at_least": 60}, 6000),
        ({"above": 89.99}, 9000),
        ({"at_least": 0.29}, 29),
        ({"above": 0}, 1),
    ],
)
def test_a_threshold_is_whole_hundredths(
    tmp_path: Path, tier: dict[str, float], minimum: int
) -> None:
    only = [{"code": "gold", "name": "Gold", **tier}]
    changes = [put(f"{version}.tiers", only) for version in (V0, V1)]
    lean = [put(f"{v}.points.tier_multipliers", {}) for v in (V0, V1)]
    programme = loaded(tmp_path, *changes, *lean, put("benefits", []))
    assert programme.versions[0].tiers[0].minimum_hundredths == minimum


def test_weights_that_no_float_can_hold_are_exact(tmp_path: Path) -> None:
    shares = (0.1, 0.2, 0.7)
    programme = loaded(
        tmp_path,
        *(put(f"{V0}.metrics.{i}.weight", share) for i, share in enumerate(shares)),
    )
    weights = [basis_points(m.weight) for m in programme.versions[0].metrics]
    assert weights == [1000, 2000, 7000]
