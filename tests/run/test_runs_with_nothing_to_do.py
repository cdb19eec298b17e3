"""A run with nothing new touches nothing; two runs at once take turns."""

import subprocess
import sys
from pathlib import Path

import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.cli import REPOSITORY, loyalty
from tests.support.shop import Shop, tables


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    stats = {file.name: file.stat() for file in folder.iterdir()}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}


def test_a_run_with_nothing_new_touches_no_published_file(
    shop: Shop, uninterrupted: Home
) -> None:
    home = uninterrupted
    before, built = (
        _stamps(Build(home).published),
        Build(home).warehouse.stat().st_mtime_ns,
    )

    ran = loyalty(*shop.arguments(home))

    assert ran.returncode == 0, ran.stderr
    assert "nothing is new" in ran.stdout
    assert _stamps(Build(home).published) == before
    assert Build(home).warehouse.stat().st_mtime_ns == built


@pytest.mark.slow
def test_of_two_runs_at_once_the_second_waits_and_says_for_whom(
    shop: Shop, expected: dict[str, str], tmp_path: Path
) -> None:
    home = shop.home(tmp_path / "home")
    command = [sys.executable, "-m", "loyalty_pipeline", *shop.arguments(home)]
    runs = [
        subprocess.Popen(
            [*command, "--full-refresh"],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [run.communicate(timeout=240)[0] for run in runs]

    assert [run.returncode for run in runs] == [0, 0], said
    assert sum("wait     for run " in words for words in said) == 1, said
    assert tables(home) == expected


@pytest.mark.slow
def test_a_past_day_is_published_apart(shop: Shop, tmp_path: Path) -> None:
    home = shop.home(tmp_path / "home")
    past = [*shop.arguments(home)[:-1], "2025-01-10"]

    ran = loyalty(*past)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert tables(home) == shop.before
    apart = home.root / "asof" / "2025-01-10" / "published"
    assert (apart / "member_tiers.parquet").exists()
    assert str(apart) in ran.stdout


@pytest.mark.slow
def test_a_file_that_is_gone_with_its_rows_from_a_present_day_is_named_and_held(
    shop: Shop, tmp_path: Path
) -> None:
    landing = tmp_path / "landing"
    home = Home(tmp_path / "home")
    other = Shop(landing, home, {})
    for source in shop.landing.rglob("*.parquet"):
        target = landing / source.relative_to(shop.landing)
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    extra = landing / "orders" / "landed_on=2025-03-02" / "extra.parquet"
    extra.write_bytes(next(shop.landing.glob("orders/*-01/*.parquet")).read_bytes())
    assert loyalty(*other.arguments(home)).returncode == 0
    extra.unlink()

    ran = loyalty(*other.arguments(home))

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "without 2025-03-02/extra.parquet, gone" in ran.stdout
    assert "are gone with extra.parquet" in ran.stderr
