"""A run of the product over a landing, stage by stage, and a run with nothing new."""

import sys
from pathlib import Path

import dagster as dg

from loyalty_pipeline import resources
from loyalty_pipeline.dbt.project import DBT, PROJECT, arguments, environment
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import load
from loyalty_pipeline.settings import Settings
from tests.bench.costs import Cost, Course, size_of, watch
from tests.bench.landing import AS_OF

PROGRAMME = Path(__file__).with_name("programme.yaml")
_RUN: list[str | Path] = [sys.executable, "-m", "loyalty_pipeline", "run"]


def stages(landing: Path, folder: Path, settings: dict[str, str]) -> dict[str, Cost]:
    """The cost of a first run by stage, of its truths alone, and of an idle run."""
    home = Home(folder / "home")
    words: list[str | Path] = [
        "--home",
        home.root,
        "--landing",
        landing,
        "--programme",
        PROGRAMME,
    ]
    command = [*_RUN, *words, "--as-of", AS_OF]
    course = watch(command, settings, folder)
    return {
        **_by_stage(course, home),
        "the truths again": _truths(Build(home), folder, settings),
        "the whole run": course.whole,
        "a run with nothing new": watch(command, settings, folder).whole,
    }


def _truths(build: Build, folder: Path, settings: dict[str, str]) -> Cost:
    """The cost of dbt's tests over what was built: they are a part of the build."""
    memory = settings.get("LOYALTY_MEMORY")
    resources.use(Settings(home=build.home.root, memory=memory).resources)
    command: list[str | Path] = [
        DBT,
        "--quiet",
        "test",
        "--exclude-resource-type",
        "unit_test",
    ]
    told = {**settings, **environment(build)}
    return watch([*command, *arguments(load(PROGRAMME))], told, folder, PROJECT).whole


def _by_stage(course: Course, home: Home) -> dict[str, Cost]:
    """Ingest, build and publish as Dagster's history of the run has their steps."""
    steps = _steps(home)
    begun = min(start for start, _ in steps.values())
    (build_begun, build_ended), shown = steps["dbt_models"], steps["publication"]
    build = Build(home)
    return {
        "ingest": course.between(begun, build_begun, size_of(home.lake)),
        "build": course.between(build_begun, build_ended, size_of(build.warehouse)),
        "publish": course.between(*shown, size_of(build.published.resolve())),
    }


def _steps(home: Home) -> dict[str, tuple[float, float]]:
    """When each step of the home's one run began and ended."""
    with dg.DagsterInstance.from_config(str(home.dagster), "run.yaml") as instance:
        (run,) = instance.get_runs()
        return {
            step.step_key: (step.start_time, step.end_time)
            for step in instance.get_run_step_stats(run.run_id)
            if step.start_time and step.end_time
        }
