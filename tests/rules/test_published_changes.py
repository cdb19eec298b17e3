"""Rules of published days stand; later versions, and what says nothing, may change."""

import json
from datetime import date
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.published_changes import changes, refuse_changes, written
from tests.rules.rule_files import Change, loaded, put

V0, V1 = "versions.0", "versions.1"
BEFORE, ON_THE_DAY = date(2024, 12, 31), date(2025, 1, 1)  # of versions[1]


def changed(folder: Path, as_of: date, *change: Change) -> list[str]:
    """The paths that differ from what was published."""
    published = json.loads(written(loaded(folder)))
    return [path for path, _ in changes(published, loaded(folder, *change), as_of)]


def test_the_same_rules_are_no_change(tmp_path: Path) -> None:
    assert changed(tmp_path, ON_THE_DAY) == []


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        (f"{V0}.metrics.0.target", 9000, "versions[0].metrics[0].target"),
        (f"{V0}.tiers.1.at_least", 79, "versions[0].tiers[1].at_least"),
        (f"{V0}.points.pending_days", 15, "versions[0].points.pending_days"),
        (f"{V0}.points.rounding", "carry", "versions[0].points.rounding"),
        (f"{V0}.approved_by", "another", "versions[0].approved_by"),
        ("scoring_window_days", 364, "scoring_window_days"),
        ("timezone", "Asia/Tokyo", "timezone"),
        ("currency", "USD", "currency"),
    ],
)
def test_what_published_days_were_computed_with_is_frozen(
    tmp_path: Path, path: str, value: object, found: str
) -> None:
    assert changed(tmp_path, BEFORE, put(path, value)) == [found]


def test_a_version_is_frozen_from_its_first_published_day(tmp_path: Path) -> None:
    later = put(f"{V1}.metrics.0.target", 9000)
    assert changed(tmp_path, BEFORE, later) == []
    assert changed(tmp_path, ON_THE_DAY, later) == ["versions[1].metrics[0].target"]


def test_what_is_about_the_day_alone_may_change(tmp_path: Path) -> None:
    changes_of_the_day = put("benefits", []), put("engagement.at_risk_days", 91)
    assert changed(tmp_path, ON_THE_DAY, *changes_of_the_day) == []


def test_a_value_that_is_the_default_says_nothing(tmp_path: Path) -> None:
    assert changed(tmp_path, ON_THE_DAY, put(f"{V0}.points.wallets", {})) == []


def test_no_version_may_begin_on_a_published_day(tmp_path: Path) -> None:
    def added(rules: dict[str, list[dict[str, object]]]) -> None:
        version = {**rules["versions"][1], "effective_from": date(2025, 2, 1)}
        rules["versions"].append(version)

    assert changed(tmp_path, date(2025, 1, 31), added) == []
    assert changed(tmp_path, date(2025, 2, 1), added) == ["versions[2].effective_from"]


def test_a_version_in_force_may_not_vanish(tmp_path: Path) -> None:
    def removed(rules: dict[str, list[object]]) -> None:
        del rules["versions"][1]

    assert changed(tmp_path, BEFORE, removed) == []
    assert changed(tmp_path, ON_THE_DAY, removed) == ["versions[1]"]


def test_the_refusal_says_what_where_and_the_ways_out(tmp_path: Path) -> None:
    published = written(loaded(tmp_path))
    programme = loaded(tmp_path, put(f"{V0}.metrics.0.target", 9000))
    with pytest.raises(LoyaltyError) as refused:
        refuse_changes(programme, published, BEFORE, tmp_path / "rules.yaml")
    assert "is 9000, was published as 10000" in refused.value.what
    assert "begins after 2024-12-31" in refused.value.remedy
    assert "--restate" in refused.value.remedy
