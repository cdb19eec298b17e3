"""The lines of a run about its checks: what stops it, and what it warns of."""

import dagster as dg
import pytest

from loyalty_pipeline.run.progress import _check


def _evaluation(passed: bool, warnings: str) -> dg.AssetCheckEvaluation:
    return dg.AssetCheckEvaluation(
        asset_key=dg.AssetKey(["staged", "orders"]),
        check_name="keeps_its_expectations",
        passed=passed,
        metadata={"warnings": dg.MetadataValue.text(warnings)},
    )


def test_a_check_that_finds_nothing_has_no_line() -> None:
    assert _check(_evaluation(True, "none")) is None


def test_a_check_of_the_models_has_no_warnings() -> None:
    key = dg.AssetKey(["marts", "members"])
    of_dbt = dg.AssetCheckEvaluation(key, check_name="unique", passed=True, metadata={})
    assert _check(of_dbt) is None


@pytest.mark.parametrize("passed", [True, False])
def test_each_warning_has_a_line(passed: bool) -> None:
    lines = str(_check(_evaluation(passed, "one\ntwo"))).splitlines()
    stopped = ["STOPPED  by keeps_its_expectations on orders"]
    assert lines == stopped * (not passed) + ["warning  one", "warning  two"]


def test_of_many_warnings_the_newest_are_shown() -> None:
    many = "\n".join(f"day {number}" for number in range(365))
    lines = str(_check(_evaluation(True, many))).splitlines()
    assert lines[0] == "warning  360 more before these"
    assert lines[1:] == [f"warning  day {number}" for number in range(360, 365)]
