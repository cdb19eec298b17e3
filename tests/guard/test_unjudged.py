"""Days taken in are known until a run has judged their waiting facts."""

from datetime import date
from pathlib import Path

from loyalty_pipeline.guard import unjudged
from loyalty_pipeline.home.layout import Home

FIRST, SECOND = date(2025, 1, 1), date(2025, 1, 2)


def test_days_add_up_over_runs_that_die(tmp_path: Path) -> None:
    home = Home(tmp_path)
    unjudged.add(home, "orders", [SECOND])
    unjudged.add(home, "orders", [FIRST, SECOND])
    unjudged.add(home, "members", [FIRST])
    assert unjudged.unjudged(home) == [
        ("members", FIRST), ("orders", FIRST), ("orders", SECOND),
    ]  # fmt: skip


def test_a_run_that_takes_nothing_in_writes_nothing(tmp_path: Path) -> None:
    unjudged.add(Home(tmp_path), "orders", [])
    assert not [*tmp_path.iterdir()]


def test_what_was_judged_is_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path)
    unjudged.add(home, "orders", [FIRST])
    unjudged.forget(home)
    unjudged.forget(home)
    assert unjudged.unjudged(home) == []
