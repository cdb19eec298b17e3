"""A day of which most facts wait is held: nothing is published until it is settled."""

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from tests.run.kill_points import POINTS
from tests.support.cli import REPOSITORY, loyalty
from tests.support.landing_files import land
from tests.support.shop import SECOND_DAY, Shop, moved, tables

_NOON = datetime(2025, 3, 1, 4)


def _spoil_ids(landing: Path) -> None:
    """Thirty orders of the second day name members without the letter before them."""
    rows = [(f"z{n}", f"{n:02}", _NOON, 100, "CNY") for n in range(30)]
    land(landing, "orders", SECOND_DAY, rows)


@pytest.mark.slow
def test_spoiled_ids_hold_the_day_until_it_is_released(
    shop: Shop, tmp_path: Path
) -> None:
    home = shop.home(tmp_path / "home")
    own = moved(shop, home, tmp_path / "landing")
    _spoil_ids(own.landing)
    says = f"30 of 30 orders landed on {SECOND_DAY} name members that are not known"
    for _ in range(2):  # the second run has nothing new to read
        ran = loyalty(*own.arguments(home))
        assert ran.returncode == 1, ran.stdout + ran.stderr
        assert f"WARNING  held back: {says}, such as 00, 01, 02" in ran.stdout
        assert "(members known: m00, m01 …)" in ran.stdout
        assert says in ran.stderr
        assert f"loyalty quarantine release {SECOND_DAY} --accept" in ran.stderr
        assert "such as" not in ran.stderr  # an alert would send it
        assert tables(home) == shop.before

    place = ("--home", home.root)
    listed = loyalty("quarantine", "list", *place).stdout
    assert f"{SECOND_DAY}  orders: STOPPED" in listed
    shown = loyalty("quarantine", "show", str(SECOND_DAY), *place).stdout
    assert says in shown
    released = loyalty("quarantine", "release", str(SECOND_DAY), "--accept", *place)
    assert released.returncode == 0, released.stderr

    ran = loyalty(*own.arguments(home))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    facts = Build(home).published / "_publication.parquet"
    let_in = duckdb.execute(f"select distinct released from '{facts}'").fetchall()
    assert len(let_in) == 1
    assert says in let_in[0][0]


@pytest.mark.slow
def test_days_that_a_killed_run_has_taken_in_are_judged_by_the_next(
    shop: Shop, tmp_path: Path
) -> None:
    home = shop.home(tmp_path / "home")
    own = moved(shop, home, tmp_path / "landing")
    _spoil_ids(own.landing)
    home.log.unlink(missing_ok=True)
    run = subprocess.Popen(
        [sys.executable, "-m", "loyalty_pipeline", *own.arguments(home)],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not POINTS["dbt has started"](home):
        assert run.poll() is None
        time.sleep(0.01)
    run.kill()
    run.wait()

    ran = loyalty(*own.arguments(home))
    assert ran.returncode == 1, ran.stdout + ran.stderr
    says = f"30 of 30 orders landed on {SECOND_DAY} name members that are not known"
    assert says in ran.stderr
    assert tables(home) == shop.before
