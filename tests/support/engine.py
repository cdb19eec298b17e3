"""The engine without Dagster: what a landing and rules become, in seconds."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loyalty_pipeline.dbt import member_keys, project
from loyalty_pipeline.feeds import day_record, lake, landed_files
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing import previous
from loyalty_pipeline.rules.model.programme import Programme

Options = Sequence[str]


class BuildError(AssertionError):
    """A model or a truth has failed; the text is what dbt says of it."""


def emptied(home: Home) -> None:
    """Forget facts and tables; keep what takes seconds, the calendar and the parse."""
    for folder in home.lake.glob("*"):
        if folder != Build(home).rules:
            shutil.rmtree(folder)
    project.forget_tables(Build(home))
    shutil.rmtree(home.keys, ignore_errors=True)


def ingest(
    home: Home, landing: Path, rejected: int = 0, until: date = date.max
) -> None:
    """Stage and promote the days landed by then; just so many rows may be rejected."""
    for feed in FEEDS.values():
        for landed in landing_days(landing, feed.name):
            if landed.day > until:
                continue
            staged = day_folder(home.staging, feed.name, landed.day)
            record = stage(feed, landed, staged)
            rejected -= day_record.rejected(record)
            assert rejected >= 0, (landed, record)
            lake.promote(home, feed, landed.day)
    assert rejected == 0
    lake.ensure_columns(home)
    landed_files.write(home)


def build(
    home: Home, programme: Programme, dbt: Path = project.DBT, options: Options = ()
) -> None:
    """Build and check every model in a process of its own, as a run does."""
    Build(home).dbt_target.mkdir(exist_ok=True)
    previous.lay_out(Build(home))
    member_keys.lay_out(home)
    quietly: list[str | Path] = [dbt, "--no-use-colors", "--quiet"]
    select = ["build", "--exclude-resource-type", "unit_test", *options]
    built = subprocess.run(
        [*quietly, *select, *project.arguments(programme)],
        cwd=project.PROJECT,
        env={**os.environ, **project.environment(Build(home))},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        raise BuildError(_said(built.stdout)[-6000:] + _said(built.stderr)[-2000:])


def _said(output: str) -> str:
    """What dbt said, without Java's frames and Spark's progress: the reason is left."""
    noise = ("at ", "[Stage ", "... ")
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(line for line in lines if not line.strip().startswith(noise))
