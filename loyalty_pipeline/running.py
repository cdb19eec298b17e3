"""One run of the job over a home: launched through Dagster, in this process."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.home import Home
from loyalty_pipeline.instance import configured
from loyalty_pipeline.launching import Launch
from loyalty_pipeline.stops import stop_of

if TYPE_CHECKING:
    import dagster as dg


@dataclass(frozen=True)
class Outcome:
    """What a run came to: its id and the seconds of each stage."""

    run_id: str
    seconds: dict[str, float]


def refresh(home: Home, launch: Launch) -> Outcome:
    """Run the job `refresh`; raise `StoppedError` where a check stops it."""
    begun = time.perf_counter()
    with _said_to(home.log):
        from loyalty_pipeline.definitions import defs

        job = defs().resolve_job_def("refresh")
        prepared = time.perf_counter()
        result = job.execute_in_process(
            instance=configured(home),
            tags=launch.tags,
            run_config={**launch.run_config, "loggers": {"progress": {}}},
            raise_on_error=False,
        )
    if not result.success:
        raise stop_of(home, result)
    seconds = {"preparing": prepared - begun, **_seconds(result)}
    # What no step accounts for is Dagster's: planning, and writing its own history.
    spent = time.perf_counter() - begun
    seconds["orchestrating"] = spent - sum(seconds.values())
    return Outcome(result.run_id, seconds)


@contextmanager
def _said_to(log: Path) -> Iterator[None]:
    """Send what Dagster and dbt print to the log, whole."""
    with (
        log.open("w", encoding="utf-8") as stream,
        redirect_stdout(stream),
        redirect_stderr(stream),
    ):
        yield


def _seconds(result: "dg.ExecuteInProcessResult") -> dict[str, float]:
    """Seconds by stage of the pipeline, from the run's own events."""
    seconds: dict[str, float] = defaultdict(float)
    for event in result.all_events:
        if event.is_step_success and event.step_key:
            spent = event.step_success_data.duration_ms / 1000
            seconds[_stage(event.step_key)] += spent
    return dict(seconds)


def _stage(step: str) -> str:
    if step.startswith("staged__"):
        is_read = step.removeprefix("staged__") in FEEDS
        return "reading" if is_read else "checking"
    stages = {
        "lake": "promoting",
        "dbt_models": "building",
        "publication": "publishing",
    }
    return stages.get(step.split("__")[0], "rendering rules")
