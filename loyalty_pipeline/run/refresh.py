"""One run of the job over a home: launched through Dagster, in this process."""

import os
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from loyalty_pipeline.dbt.project import prepare
from loyalty_pipeline.errors import RunFailedError
from loyalty_pipeline.feeds.new_days import refuse_odd_landing
from loyalty_pipeline.guard.freshness import late
from loyalty_pipeline.home.lock import locked
from loyalty_pipeline.publishing.postgres.showing import address_of, lags, show
from loyalty_pipeline.run.alerts import alert
from loyalty_pipeline.run.context import RunContext, decide, handing_on
from loyalty_pipeline.run.failure import failure_of
from loyalty_pipeline.run.log import said_to_log
from loyalty_pipeline.run.progress import now, say, say_waiting
from loyalty_pipeline.run.request import LAUNCHED_BY_HAND, Request
from loyalty_pipeline.run.setup import read_setup
from loyalty_pipeline.settings import Settings

if TYPE_CHECKING:
    import dagster as dg


@dataclass(frozen=True)
class Outcome:
    """What a run came to: its context, and the seconds of each stage if it built."""

    context: RunContext
    seconds: dict[str, float]


def run_once(settings: Settings, request: Request) -> Outcome:
    """Make a home true for a day, if it is not yet.

    Raises `LoyaltyError` for wrong settings, rules or home, `RunFailedError` where a
    check fails the run; people are told of the latter.
    """
    setup = read_setup(settings)
    with locked(setup.home, say_waiting) as lock:
        context = decide(setup, request)
        _refuse_failed_sources(context)
        refuse_odd_landing(setup.landing, context.landed)
        for left in context.unread:
            say(f"warning  not read: {left}")
        for late_feed in late(setup.home, context.landed.days, context.day):
            say(f"warning  late: {late_feed}")
        if context.has_nothing_to_do:
            say("nothing is new: the publication stands")
            _catch_up(context)
            return Outcome(context, {})
        run_id = str(uuid4())
        lock.sign(f"run {run_id} of process {os.getpid()}")
        try:
            return Outcome(context, refresh(context, run_id))
        except RunFailedError as failure:
            alert(settings, "loyalty run", failure.what)
            raise


def _catch_up(context: RunContext) -> None:
    """Show BI the publication that stands, if a run before could not."""
    address = address_of(context.setup.settings)
    if address and lags(context.build, address):
        from loyalty_pipeline.publishing.postgres.words import told

        programme = context.programme.programme
        for line in told(show(context.build, address, programme, now)):
            say(line)


def _refuse_failed_sources(context: RunContext) -> None:
    """Raise, and tell people, where a source could not be pulled: nothing is built."""
    failed = context.failed_sources
    if not failed:
        return
    alert(context.setup.settings, "loyalty run", "; ".join(e.what for e in failed))
    for error in failed[:-1]:
        say(f"STOPPED  {error.what}")
    raise failed[-1]


def refresh(context: RunContext, run_id: str) -> dict[str, float]:
    """Run the job `refresh`; return the seconds of each stage.

    Raises `RunFailedError` where a check fails the run.
    """
    begun = time.perf_counter()
    with said_to_log(context.home), handing_on(context):
        # Before Dagster does: what it finds it would bury in words of its own.
        prepare(context.home, context.programme, os.environ)
        from loyalty_pipeline.definitions import defs

        job = defs().resolve_job_def("refresh")
        prepared = time.perf_counter()
        result = _executed(job, context, run_id)
    if not result.success:
        raise failure_of(context, result)
    seconds = {"preparing": prepared - begun, **_seconds(result)}
    # What no step accounts for is Dagster's: planning, and writing its own history.
    spent = time.perf_counter() - begun
    seconds["orchestrating"] = spent - sum(seconds.values())
    return seconds


def _executed(
    job: "dg.JobDefinition", context: RunContext, run_id: str
) -> "dg.ExecuteInProcessResult":
    from loyalty_pipeline.run.dagster_instance import configured

    return job.execute_in_process(
        instance=configured(context.setup.settings),
        run_id=run_id,
        tags={LAUNCHED_BY_HAND: "true"},
        run_config={**context.request.run_config, "loggers": {"progress": {}}},
        raise_on_error=False,
    )


def _seconds(result: "dg.ExecuteInProcessResult") -> dict[str, float]:
    """Seconds by stage of the pipeline, from the run's own events."""
    seconds: dict[str, float] = defaultdict(float)
    for event in result.all_events:
        if event.is_step_success and event.step_key:
            spent = event.step_success_data.duration_ms / 1000
            seconds[_stage(event.step_key)] += spent
    return dict(seconds)


def _stage(step: str) -> str:
    stages = {
        "source": "reading and checking",
        "staged": "reading and checking",
        "lake": "promoting",
        "dbt_models": "building",
        "publication": "publishing",
        "bi": "showing BI",
    }
    return stages.get(step.split("__")[0], "rendering rules")
