"""Runs that Dagster believes to be under way, and that no process runs."""

import os
from functools import partial
from typing import TYPE_CHECKING

from loyalty_pipeline.home.doctor.problem import Problem
from loyalty_pipeline.home.doctor.processes import processes
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.dagster_instance import configured
from loyalty_pipeline.settings import Settings

if TYPE_CHECKING:
    import dagster as dg


def dead_runs(home: Home) -> list[Problem]:
    """Every run that is not told to be over, or that holds slots after its end."""
    if not (home.dagster / "run.yaml").exists():
        return []
    import dagster as dg

    status = dg.DagsterRunStatus
    under_way = [status.QUEUED, status.NOT_STARTED, status.STARTING, status.STARTED]
    under_way += [status.CANCELING]
    with configured(Settings(home=home.root)) as instance:
        runs = instance.get_runs(dg.RunsFilter(statuses=under_way))
        holding = instance.event_log_storage.get_concurrency_run_ids()
        dead = {r.run_id: r.status.value for r in runs if not _lives(instance, r)}
    for run in holding - {run.run_id for run in runs}:
        dead[run] = "over, with its concurrency slots taken"
    return [
        Problem(
            f"the run {run} is {state}, and no process runs it",
            str(home.dagster),
            "it is told to be over, and its concurrency slots are freed",
            partial(_end, home, run),
        )
        for run, state in dead.items()
    ]


def _lives(instance: "dg.DagsterInstance", run: "dg.DagsterRun") -> bool:
    """Whether the process that said it executes the run is alive, and one of ours.

    A run holds the home's lock only from its first step on.
    """
    import dagster as dg

    said = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ENGINE_EVENT)
    events = [entry.dagster_event for entry in said if entry.dagster_event]
    told = [event.engine_event_data.metadata.get("pid") for event in events]
    pids = {str(value.value) for value in told if value is not None}
    return any(
        str(process.pid) in pids
        and process.pid != os.getpid()
        and "loyalty" in " ".join(argv)
        for process, argv, _ in processes()
    )


def _end(home: Home, run_id: str) -> None:
    import dagster as dg

    with configured(Settings(home=home.root)) as instance:
        run = instance.get_run_by_id(run_id)
        if run is not None and run.status is dg.DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run)
        elif run is not None and not run.is_finished:
            instance.report_run_failed(run, "The process of this run is gone.")
        instance.event_log_storage.free_concurrency_slots_for_run(run_id)
