"""`loyalty …`: parse, call, print; no work of its own."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from loyalty_pipeline import binding, care, demo, reporting
from loyalty_pipeline.edges import edges
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home import Home
from loyalty_pipeline.instance import serve
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.structure import describe
from loyalty_pipeline.running import run_once
from loyalty_pipeline.settings import Settings
from loyalty_pipeline.settling import quarantine
from loyalty_pipeline.voice import Voice

_FOLDER = click.Path(file_okay=False, path_type=Path)
_LANDING = click.option("--landing", type=_FOLDER, help="The folder files land in.")
_HOME = click.option("--home", type=_FOLDER, help="The programme's home folder.")
_PROGRAMME = click.option("--programme", help="A shipped programme, or a rule file.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_DAY = click.DateTime(["%Y-%m-%d"])


class _Main(click.Group):
    """A group whose commands fail with a message, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LoyaltyError as error:
            Voice(as_json="--json" in ctx.meta.get("arguments", [])).fail(error)
            ctx.exit(error.exit_code)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["arguments"] = list(args)
        return super().parse_args(ctx, args)


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="loyalty-pipeline")
def main() -> None:
    """Customer-loyalty programmes computed as a data pipeline."""


@main.command()
@_LANDING
@_HOME
@_PROGRAMME
@click.option("--as-of", type=_DAY, help="The local day to compute; else yesterday.")
@click.option("--full-refresh", is_flag=True, help="Build even if nothing is new.")
@_JSON
def run(
    landing: Path | None,
    home: Path | None,
    programme: str | None,
    as_of: datetime | None,
    full_refresh: bool,
    as_json: bool,
) -> None:
    """Ingest what is new, check it, build every table and publish."""
    settings = _settings(landing, home, programme)
    _run(settings, as_json, as_of=as_of.date() if as_of else None, full=full_refresh)


@main.command(name="demo")
@click.option(
    "--home",
    type=_FOLDER,
    default=Path("home/demo"),
    show_default=True,
    help="The home folder to use.",
)
@_JSON
def demo_command(home: Path, as_json: bool) -> None:
    """Run on a grocer's real year: 2,469 households, 155,848 baskets."""
    settings = _settings(home.absolute() / "landing", home, demo.PROGRAMME)
    with edges(settings.home):
        demo.land(settings.landing_folder)
    _run(settings, as_json, as_of=demo.AS_OF, full=False)


@main.command()
@_LANDING
@_HOME
@_PROGRAMME
@click.option("--port", default=3000, show_default=True, help="The UI's port.")
def dev(
    landing: Path | None, home: Path | None, programme: str | None, port: int
) -> None:
    """Open Dagster's UI and daemon over a home, on this machine only."""
    settings = _settings(landing, home, programme)
    rules = load(rule_file(settings.programme))
    binding.bind(Home(settings.home), rules.programme, settings)
    settings.export()
    serve(Home(settings.home), port)


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


def _run(settings: Settings, as_json: bool, **order: Any) -> None:
    voice = Voice(as_json)
    with voice.following(), edges(settings.home):
        home, outcome = run_once(settings, **order)
    if as_json:
        voice.answer(reporting.as_json(home, outcome))
    else:
        reporting.report(voice.console, home, outcome)


for _command in (care.backup_command, care.restore_command, care.doctor, quarantine):
    main.add_command(_command)
