"""Dagster's history is kept for a year; logs of the last twenty runs."""

from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest

from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run import dagster_history, log
from loyalty_pipeline.run.dagster_instance import configured
from loyalty_pipeline.settings import Settings


@dg.job
def job() -> None:
    pass


def test_runs_past_the_time_kept_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    with configured(Settings(home=tmp_path)) as instance:
        run = job.execute_in_process(instance=instance).run_id
        assert dagster_history.forget_old_runs(instance, home) == 0
        monkeypatch.setattr(dagster_history, "RUNS_KEPT", timedelta(seconds=-60))
        assert dagster_history.forget_old_runs(instance, home) == 1
        assert instance.get_run_by_id(run) is None
        assert not list((tmp_path / "dagster").rglob(f"{run}.db"))


def test_each_run_has_a_log_and_the_link_leads_to_the_newest(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with log.said_to_log(home):
        print("first")
    assert home.log.read_text() == "first\n"
    kept = home.log.resolve()
    for day in range(1, 31):
        (home.logs / f"202001{day:02}T030000Z-1.log").write_text("old")
    with log.said_to_log(home):
        print("second")
    assert "second\n" in home.log.read_text()
    assert len(list(home.logs.iterdir())) == log.KEPT
    assert kept.exists()
