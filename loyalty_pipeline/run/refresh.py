"""One run of the job over a home: launched through Dagster, in this process."""

import os
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loyalty_pipeline.dbt import project
from loyalty_pipeline.errors import StoppedError
from loyalty_pipeline.home import binding
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import place, rules_shown
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.published_changes import refuse_changes
from loyalty_pipeline.rules.tables.writer import yesterday
from loyalty_pipeline.run.alerts import alert
from loyalty_pipeline.run.dagster_instance import configured
from loyalty_pipeline.run.failure import stop_of
from loyalty_pipeline.run.log import said_to_log
from loyalty_pipeline.run.progress import LINES
from loyalty_pipeline.run.request import LAUNCHED_BY_HAND, Launch, launch
from loyalty_pipeline.run.up_to_date import is_standing
from loyalty_pipeline.settings import Settings

if TYPE_CHECKING:
    import dagster as dg


@dataclass(frozen=True)
class Outcome:
    """What a run came to: its id and the seconds of each stage."""

    run_id: str
    seconds: dict[str, float]


def run_once(
    settings: Settings, as_of: date | None, full: bool, restate: bool = False
) -> tuple[Home, Outcome | None]:
    """Make a home true for a day: the home, and what the run came to if one was due.

    Raises `LoyaltyError` for wrong settings, rules or home, `StoppedError` where a
    check stops the run; people are told of the latter.
    """
    file = rule_file(settings.programme)
    rules = load(file)
    root = Home(settings.home)
    binding.bind(root, rules.programme, settings)
    shown = rules_shown(root)
    if shown and not restate:
        refuse_changes(rules, *shown, file)
    settings.export()
    day = as_of or yesterday(rules)
    home, landing = place(root, day), settings.landing_folder
    launched = launch(root, landing, day, full, restate)
    if not full and is_standing(home, landing, rules, day):
        LINES.info("nothing is new: the publication stands")
        return home, None
    try:
        return home, refresh(home, rules, launched)
    except StoppedError as stop:
        alert(settings, "loyalty run", stop.what)
        raise


def refresh(home: Home, rules: Programme, launched: Launch) -> Outcome:
    """Run the job `refresh`; raise `StoppedError` where a check stops it."""
    begun = time.perf_counter()
    with said_to_log(home):
        # Before Dagster does: what it finds it would bury in words of its own.
        project.prepare(Home(home.root), rules, os.environ)
        from loyalty_pipeline.definitions import defs

        job = defs().resolve_job_def("refresh")
        prepared = time.perf_counter()
        result = job.execute_in_process(
            instance=configured(home),
            tags={**launched.tags, LAUNCHED_BY_HAND: "true"},
            run_config={**launched.run_config, "loggers": {"progress": {}}},
            raise_on_error=False,
        )
    if not result.success:
        raise stop_of(home, result)
    seconds = {"preparing": prepared - begun, **_seconds(result)}
    # What no step accounts for is Dagster's: planning, and writing its own history.
    spent = time.perf_counter() - begun
    seconds["orchestrating"] = spent - sum(seconds.values())
    return Outcome(result.run_id, seconds)


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
        "staged": "reading and checking",
        "lake": "promoting",
        "dbt_models": "building",
        "publication": "publishing",
    }
    return stages.get(step.split("__")[0], "rendering rules")
