"""What fails a run, what it says, and that readers keep what they had."""

from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import duckdb
import pytest
import yaml

from loyalty_pipeline.guard import held_days
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import rule_file
from tests.support.cli import REPOSITORY, checksums, loyalty
from tests.support.landing_files import land
from tests.support.shop import Shop, copied, moved, tables

THIRD_DAY = date(2025, 3, 3)


@pytest.fixture
def shop_home(uninterrupted: Home, tmp_path: Path) -> Home:
    """A home of the shop that has published both days."""
    return copied(uninterrupted, tmp_path / "home")


@pytest.fixture
def own_shop(shop: Shop, shop_home: Home, tmp_path: Path) -> Shop:
    """The shop with a landing of its own, in which a third day may land."""
    return moved(shop, shop_home, tmp_path / "landing")


def _run(shop: Shop, home: Home, source: Path = REPOSITORY) -> CompletedProcess[str]:
    arguments = shop.arguments(home)[:-1]
    return loyalty(*arguments, "2025-03-06", source=source)


def test_a_day_that_checks_do_not_let_in_is_held_until_it_is_released(
    own_shop: Shop, shop_home: Home
) -> None:
    shop = own_shop
    home, before = shop_home, checksums(Build(shop_home).published)
    noon = "2025-03-01 12:00:00"
    free = [(f"x{n}", "m01", noon, 0, "CNY") for n in range(90)]
    bad = [(f"no id {n}", "m01", noon, 5, "CNY") for n in range(10)]
    land(shop.landing, "orders", THIRD_DAY, free + bad)

    ran = _run(shop, home)

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "At least 95 % of a day's orders cost something" in ran.stderr
    assert f"orders landed on {THIRD_DAY}" in ran.stderr
    assert "90 of 90 rows" in ran.stderr
    assert "10 of 100 rows are refused" in ran.stderr
    assert "order_id is not an id" in ran.stderr
    assert "such as 'no id 0' (10 times)" in ran.stderr
    of_home = f"--home {home.root}"
    assert f"loyalty quarantine show {THIRD_DAY} {of_home}" in ran.stderr
    assert f"loyalty quarantine release {THIRD_DAY} --accept {of_home}" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(Build(home).published) == before
    assert not (home.lake / "orders" / f"landed_on={THIRD_DAY}").exists()
    assert f"{home.quality_page} has every promise, day by day" in ran.stderr
    page = home.quality_page.read_text(encoding="utf-8")
    assert "1 landing day is held" in page
    assert "90 of 90 rows break it" in page
    assert "no id" not in page

    day = THIRD_DAY.isoformat()
    released = loyalty("quarantine", "release", day, "--accept", "--home", home.root)
    assert released.returncode == 0, released.stderr
    again = _run(shop, home)

    assert again.returncode == 0, again.stdout + again.stderr
    file = Build(home).published / "_publication.parquet"
    said = duckdb.execute(f"select distinct released from '{file}'").fetchall()
    assert "10 of 100 rows are refused" in said[0][0]
    assert "At least 95 %" in said[0][0]
    assert held_days.held_days(home) == []
    published = Build(home).published / "quality.html"
    assert f"Quality: {published}" in again.stdout
    page = published.read_text(encoding="utf-8")
    assert "Nothing is held." in page
    assert home.quality_page.read_text(encoding="utf-8") == page


@pytest.mark.slow
def test_a_held_day_fails_the_next_run_too(own_shop: Shop, shop_home: Home) -> None:
    noon = "2025-03-01 12:00:00"
    free = [(f"x{n}", "m01", noon, 0, "CNY") for n in range(20)]
    land(own_shop.landing, "orders", THIRD_DAY, free)
    for _ in range(2):
        ran = _run(own_shop, shop_home)
        assert ran.returncode == 1, ran.stdout + ran.stderr


def test_a_malformed_rule_file_is_refused(uninterrupted: Home, tmp_path: Path) -> None:
    before = checksums(Build(uninterrupted).published)
    rules = yaml.safe_load(rule_file("retail").read_text())
    rules["versions"][0]["metrics"][2]["weight"] = "a tenth"
    file = tmp_path / "retail.yaml"
    file.write_text(yaml.safe_dump(rules))

    ran = loyalty("run", "--home", uninterrupted.root, "--programme", file)

    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "versions[0].metrics[2].weight = 'a tenth': must be a number" in ran.stderr
    assert str(file) in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(Build(uninterrupted).published) == before


def _with_another_target(folder: Path) -> Path:
    rules = yaml.safe_load(rule_file("retail").read_text())
    rules["versions"][0]["metrics"][0]["target"] = 9000
    file = folder / "retail.yaml"
    file.write_text(yaml.safe_dump(rules))
    return file


def test_rules_of_published_days_may_not_change(
    shop: Shop, uninterrupted: Home, tmp_path: Path
) -> None:
    before = checksums(Build(uninterrupted).published)
    rules = _with_another_target(tmp_path)
    ran = loyalty(*shop.arguments(uninterrupted), "--programme", rules)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "versions[0].metrics[0].target: is 9000, was published as" in ran.stderr
    assert "--restate" in ran.stderr
    assert checksums(Build(uninterrupted).published) == before


@pytest.mark.slow
def test_rules_of_published_days_are_restated_on_demand(
    shop: Shop, shop_home: Home, tmp_path: Path
) -> None:
    before = tables(shop_home)
    rules = _with_another_target(tmp_path)
    ran = loyalty(*shop.arguments(shop_home), "--programme", rules, "--restate")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert tables(shop_home)["member_scores.parquet"] != before["member_scores.parquet"]
    again = loyalty(*shop.arguments(shop_home), "--programme", rules)
    assert "nothing is new" in again.stdout


def test_a_home_of_another_programme_is_refused(uninterrupted: Home) -> None:
    ran = loyalty(
        "run", "--home", uninterrupted.root, "--programme", "complete_journey"
    )
    assert ran.returncode == 2
    assert "this home's programme is retail, not complete_journey" in ran.stderr


def test_a_landing_without_orders_is_refused(tmp_path: Path) -> None:
    ran = loyalty("run", "--home", tmp_path / "home")
    assert ran.returncode == 2
    assert "no members have landed" in ran.stderr
