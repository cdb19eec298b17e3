"""`loyalty run`: the main job over a landing."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.cli.console import Console, answer
from loyalty_pipeline.run.request import Request

if TYPE_CHECKING:
    from loyalty_pipeline.settings import Settings


@click.command()
@options.landing
@options.home()
@options.programme
@click.option(
    "--as-of", type=options.DAY, help="The local day to compute; else yesterday."
)
@click.option("--full-refresh", is_flag=True, help="Build even if nothing is new.")
@click.option(
    "--restate", is_flag=True, help="Let rules of published days change, and restate."
)
@options.as_json
def run(
    landing: Path | None,
    home: Path | None,
    programme: str | None,
    as_of: datetime | None,
    full_refresh: bool,
    restate: bool,
    as_json: bool,
) -> None:
    """Ingest what is new, check it, build every table and publish."""
    settings = options.settings_of(home, landing, programme)
    day = as_of.date() if as_of else None
    run_and_report(settings, Request(day, full_refresh, restate), as_json)


def run_and_report(settings: "Settings", request: Request, as_json: bool) -> None:
    """Run once, followed by whoever looks on, and say what readers now see."""
    from loyalty_pipeline.cli import summary
    from loyalty_pipeline.run.refresh import run_once

    console = Console(as_json)
    with console.following():
        outcome = run_once(settings, request)
    if as_json:
        answer(summary.as_json(outcome))
    else:
        summary.report(console.rich, outcome)
