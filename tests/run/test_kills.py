"""A run killed anywhere: readers never see a mix, and the next run ends it well."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from loyalty_pipeline.home.layout import Home
from tests.run.kill_points import POINTS
from tests.support.cli import REPOSITORY, loyalty
from tests.support.shop import Shop, tables

pytestmark = pytest.mark.slow

CHILD_POINTS = ("dbt has started", "int_lots is being built")


def _start(shop: Shop, home: Home) -> subprocess.Popen[str]:
    home.log.unlink(missing_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "loyalty_pipeline", *shop.arguments(home)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _wait_for(point: str, home: Home, run: subprocess.Popen[str]) -> None:
    while not POINTS[point](home):
        assert run.poll() is None, f"the run ended before {point}"
        time.sleep(0.001)


def _dbt_of(run: subprocess.Popen[str]) -> int:
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    (child,) = [
        pid for pid in children if b"build" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    return int(child)


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_run_is_made_good_by_the_next(
    shop: Shop, expected: dict[str, str], tmp_path: Path, point: str
) -> None:
    home = shop.home(tmp_path / "home")
    run = _start(shop, home)
    _wait_for(point, home, run)
    run.kill()
    run.communicate()

    assert tables(home) in (shop.before, expected)
    again = loyalty(*shop.arguments(home))
    assert again.returncode == 0, again.stdout + again.stderr
    assert tables(home) == expected


@pytest.mark.parametrize("point", CHILD_POINTS)
def test_a_run_whose_dbt_is_killed_says_so_and_the_next_is_good(
    shop: Shop, expected: dict[str, str], tmp_path: Path, point: str
) -> None:
    home = shop.home(tmp_path / "home")
    run = _start(shop, home)
    _wait_for(point, home, run)
    os.kill(_dbt_of(run), signal.SIGKILL)
    said, _ = run.communicate(timeout=120)

    assert run.returncode == 1, said
    assert "nothing was published" in said
    assert "Traceback" not in said
    assert tables(home) == shop.before
    again = loyalty(*shop.arguments(home))
    assert again.returncode == 0, again.stdout + again.stderr
    assert tables(home) == expected
