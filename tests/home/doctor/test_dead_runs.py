"""A run whose process was killed is told to be over."""

import dagster as dg
import pytest

from loyalty_pipeline.home.doctor.examine import examine
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.dagster_instance import configured
from loyalty_pipeline.settings import Settings
from tests.home.doctor.processes import cured, killed, started

RUN = """
import sys, time
from pathlib import Path
import dagster as dg
from loyalty_pipeline.run.dagster_instance import configured
from loyalty_pipeline.settings import Settings

@dg.op(pool="one")
def sleeps():
    print("ready", flush=True)
    time.sleep(600)

@dg.job(executor_def=dg.in_process_executor)
def job():
    sleeps()

with configured(Settings(home=Path(sys.argv[1]))) as instance:
    instance.event_log_storage.set_concurrency_slots("one", 1)
    job.execute_in_process(instance=instance)
"""


@pytest.fixture
def dead_run(home: Home) -> str:
    """A run whose process was killed while it held the only slot of a pool."""
    pid, line = started(RUN, home.root)
    assert line == "ready"
    assert not any("no process runs it" in problem.what for problem in examine(home))
    killed(pid)
    with configured(Settings(home=home.root)) as instance:
        (run,) = instance.get_runs()
        assert run.status is dg.DagsterRunStatus.STARTED
    return run.run_id


def test_a_killed_run_is_told_to_be_over_and_frees_its_slot(
    home: Home, dead_run: str
) -> None:
    problem = cured(home, f"the run {dead_run} is STARTED, and no process runs it")
    assert problem.where == str(home.dagster)
    with configured(Settings(home=home.root)) as instance:
        run = instance.get_run_by_id(dead_run)
        assert run is not None
        assert run.status is dg.DagsterRunStatus.FAILURE
        slots = instance.event_log_storage.get_concurrency_info("one")
        assert (slots.active_slot_count, slots.pending_step_count) == (0, 0)
