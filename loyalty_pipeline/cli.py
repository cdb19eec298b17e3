"""`loyalty …`: parse, call, print; no work of its own."""

import logging
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from loyalty_pipeline import binding, demo, reporting
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home import Home
from loyalty_pipeline.instance import serve
from loyalty_pipeline.launching import launch
from loyalty_pipeline.progress import LINES
from loyalty_pipeline.publishing.publications import place
from loyalty_pipeline.publishing.standing import is_standing
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.rendering import yesterday
from loyalty_pipeline.rules.structure import describe
from loyalty_pipeline.running import refresh
from loyalty_pipeline.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)
_HOME = click.option("--home", type=_FOLDER, help="The programme's home folder.")
_PROGRAMME = click.option("--programme", help="A shipped programme, or a rule file.")


class _Main(click.Group):
    """A group whose commands fail with a message, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LoyaltyError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="loyalty-pipeline")
def main() -> None:
    """Customer-loyalty programmes computed as a data pipeline."""


@main.command()
@click.option("--landing", type=_FOLDER, help="The folder that files land in.")
@_HOME
@_PROGRAMME
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The local day to compute; yesterday unless given.",
)
@click.option("--full-refresh", is_flag=True, help="Build even if nothing is new.")
def run(
    landing: Path | None,
    home: Path | None,
    programme: str | None,
    as_of: datetime | None,
    full_refresh: bool,
) -> None:
    """Ingest what is new, check it, build every table and publish."""
    day = as_of.date() if as_of else None
    _run(_settings(landing, home, programme), day, full_refresh)


@main.command(name="demo")
@click.option(
    "--home",
    type=_FOLDER,
    default=Path("home/demo"),
    show_default=True,
    help="The home folder to use.",
)
def demo_command(home: Path) -> None:
    """Run on a grocer's real year: 2,469 households, 155,848 baskets."""
    settings = _settings(home.absolute() / "landing", home, demo.PROGRAMME)
    demo.land(settings.landing_folder)
    _run(settings, demo.AS_OF)


@main.command()
@click.option("--landing", type=_FOLDER, help="The folder that files land in.")
@_HOME
@_PROGRAMME
def dev(landing: Path | None, home: Path | None, programme: str | None) -> None:
    """Open Dagster's UI over a home, at http://127.0.0.1:3000."""
    settings = _settings(landing, home, programme)
    rules = load(rule_file(settings.programme))
    binding.bind(Home(settings.home), rules.programme, settings)
    settings.export()
    serve(Home(settings.home))


@main.command()
@_PROGRAMME
def validate(programme: str | None) -> None:
    """Check a rule file and say what it asks for."""
    file = rule_file(_settings(None, None, programme).programme)
    for line in describe(load(file)):
        click.echo(line)
    click.echo(f"{file} is valid")


def _settings(
    landing: Path | None, home: Path | None, programme: str | None
) -> Settings:
    given: dict[str, Any] = {"landing": landing, "home": home, "programme": programme}
    return Settings(**{key: value for key, value in given.items() if value is not None})


def _run(settings: Settings, as_of: date | None, full_refresh: bool = False) -> None:
    _follow()
    rules = load(rule_file(settings.programme))
    root = Home(settings.home)
    binding.bind(root, rules.programme, settings)
    settings.export()
    day = as_of or yesterday(rules)
    home = place(root, day)
    launched = launch(root, settings.landing_folder, day, full_refresh)
    if full_refresh or not is_standing(home, settings.landing_folder, rules, day):
        outcome = refresh(home, launched)
    else:
        LINES.info("nothing is new: the publication stands")
        outcome = None
    reporting.report(Console(), home, outcome)


def _follow() -> None:
    """Print the lines of the run's progress."""
    handler = logging.StreamHandler(sys.stdout)
    LINES.addHandler(handler)
    LINES.setLevel(logging.INFO)
    LINES.propagate = False
