"""`loyalty demo`: the main job over a grocer's real year."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.cli.run import run_and_report
from loyalty_pipeline.run.request import Request


@click.command()
@options.home(default=Path("home/demo"))
@options.as_json
def demo(home: Path, as_json: bool) -> None:
    """Run on a grocer's real year: 2,469 households, 155,848 baskets."""
    from loyalty_pipeline.demo.landing import AS_OF, PROGRAMME, land

    settings = options.settings_of(home, home.absolute() / "landing", PROGRAMME)
    land(settings.landing_folder)
    run_and_report(settings, Request(AS_OF), as_json)
