"""What stops a run, what it says, and that readers keep what they had."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from loyalty_pipeline.home import Home
from loyalty_pipeline.rules.loading import rule_file
from tests.landings import FIRST_DAY, land, land_shop
from tests.runs import REPOSITORY, checksums, loyalty

NEXT_DAY = FIRST_DAY + timedelta(days=1)


@pytest.fixture(scope="module")
def published_shop(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that has published its first day."""
    home = Home(tmp_path_factory.mktemp("shop"))
    land_shop(home.root / "landing")
    ran = loyalty("run", "--home", home.root, "--as-of", FIRST_DAY.isoformat())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return home


@pytest.fixture
def shop(published_shop: Home) -> Iterator[Home]:
    """The shop; what a test lands on the next day is gone after it."""
    yield published_shop
    for day in published_shop.root.glob(f"landing/*/landed_on={NEXT_DAY}"):
        shutil.rmtree(day)


def test_a_broken_truth_stops_the_run(shop: Home, tmp_path: Path) -> None:
    before = checksums(shop.published)
    corrupted = tmp_path / "corrupted"
    for name in ("loyalty_pipeline", "dbt_project", "expectations"):
        shutil.copytree(REPOSITORY / name, corrupted / name)
    shutil.copy(REPOSITORY / "pyproject.toml", corrupted)
    model = corrupted / "dbt_project/models/marts/member_tier_history.sql"
    late = "cast(intervals.valid_from + 1 as date) as valid_from,"
    model.write_text(model.read_text().replace("intervals.valid_from,", late))

    ran = loyalty(
        *("run", "--home", shop.root, "--as-of", NEXT_DAY.isoformat()), source=corrupted
    )

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "every_member_has_one_tier_on_every_day" in ran.stderr
    assert "rows break it" in ran.stderr
    assert str(shop.log) in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(shop.published) == before


def test_a_broken_expectation_stops_the_run(shop: Home) -> None:
    before = checksums(shop.published)
    free = [(f"x{n}", "m01", "2025-03-01 12:00:00", 0, "CNY") for n in range(100)]
    land(shop.root / "landing", "orders", NEXT_DAY, free)

    ran = loyalty("run", "--home", shop.root, "--as-of", NEXT_DAY.isoformat())

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "At least 95 % of a day's orders cost something" in ran.stderr
    assert f"orders landed on {NEXT_DAY}" in ran.stderr
    assert "100 of 100 rows" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(shop.published) == before
    assert not (shop.lake / "orders" / f"landed_on={NEXT_DAY}").exists()


@pytest.mark.slow
def test_a_stopped_day_stops_the_next_run_too(shop: Home) -> None:
    free = [("x1", "m01", "2025-03-01 12:00:00", 0, "CNY")]
    land(shop.root / "landing", "orders", NEXT_DAY, free)
    for _ in range(2):
        ran = loyalty("run", "--home", shop.root, "--as-of", NEXT_DAY.isoformat())
        assert ran.returncode == 1, ran.stdout + ran.stderr


def test_too_many_refused_rows_stop_the_run(shop: Home) -> None:
    before = checksums(shop.published)
    bad = [(f"no id {n}", "m01", "2025-03-01 12:00:00", 5, "CNY") for n in range(9)]
    land(shop.root / "landing", "orders", NEXT_DAY, bad)

    ran = loyalty("run", "--home", shop.root, "--as-of", NEXT_DAY.isoformat())

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "9 of 9 rows are refused" in ran.stderr
    assert "order_id 'no id 0' is not an id" in ran.stderr
    assert checksums(shop.published) == before


def test_a_malformed_rule_file_is_refused(shop: Home, tmp_path: Path) -> None:
    before = checksums(shop.published)
    rules = yaml.safe_load(rule_file("retail").read_text())
    rules["versions"][0]["metrics"][2]["weight"] = "a tenth"
    file = tmp_path / "retail.yaml"
    file.write_text(yaml.safe_dump(rules))

    ran = loyalty("run", "--home", shop.root, "--programme", file)

    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "versions[0].metrics[2].weight = 'a tenth': must be a number" in ran.stderr
    assert str(file) in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(shop.published) == before


def test_a_home_of_another_programme_is_refused(shop: Home) -> None:
    ran = loyalty("run", "--home", shop.root, "--programme", "complete_journey")
    assert ran.returncode == 2
    assert "this home's programme is retail, not complete_journey" in ran.stderr


def test_a_landing_without_orders_is_refused(tmp_path: Path) -> None:
    ran = loyalty("run", "--home", tmp_path / "home")
    assert ran.returncode == 2
    assert "no members have landed" in ran.stderr
