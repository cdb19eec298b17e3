"""The commands that run the pipeline: over a landing, and over the demonstration."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from loyalty_pipeline.cli import summary
from loyalty_pipeline.cli.console import Voice
from loyalty_pipeline.demo import landing as demo
from loyalty_pipeline.run.os_errors import edges
from loyalty_pipeline.run.refresh import run_once
from loyalty_pipeline.settings import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)
LANDING = click.option("--landing", type=FOLDER, help="The folder files land in.")
HOME = click.option("--home", type=FOLDER, help="The programme's home folder.")
PROGRAMME = click.option("--programme", help="A shipped programme, or a rule file.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_DAY = click.DateTime(["%Y-%m-%d"])


def settings_of(
    landing: Path | None, home: Path | None, programme: str | None
) -> Settings:
    """The settings, with what the command line gives before all else."""
    given: dict[str, Any] = {"landing": landing, "home": home, "programme": programme}
    return Settings(**{key: value for key, value in given.items() if value is not None})


@click.command()
@LANDING
@HOME
@PROGRAMME
@click.option("--as-of", type=_DAY, help="The local day to compute; else yesterday.")
@click.option("--full-refresh", is_flag=True, help="Build even if nothing is new.")
@click.option(
    "--restate", is_flag=True, help="Let rules of published days change, and restate."
)
@_JSON
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
    settings = settings_of(landing, home, programme)
    day = as_of.date() if as_of else None
    _run(settings, as_json, as_of=day, full=full_refresh, restate=restate)


@click.command(name="demo")
@click.option(
    "--home",
    type=FOLDER,
    default=Path("home/demo"),
    show_default=True,
    help="The home folder to use.",
)
@_JSON
def demo_command(home: Path, as_json: bool) -> None:
    """Run on a grocer's real year: 2,469 households, 155,848 baskets."""
    settings = settings_of(home.absolute() / "landing", home, demo.PROGRAMME)
    with edges(settings.home):
        demo.land(settings.landing_folder)
    _run(settings, as_json, as_of=demo.AS_OF, full=False)


def _run(settings: Settings, as_json: bool, **order: Any) -> None:
    voice = Voice(as_json)
    with voice.following(), edges(settings.home):
        home, outcome = run_once(settings, **order)
    if as_json:
        voice.answer(summary.as_json(home, outcome))
    else:
        summary.report(voice.console, home, outcome)
