"""`loyalty …`: parse, call, print; no work of its own."""

from pathlib import Path
from typing import Any

import click

from loyalty_pipeline.cli import care
from loyalty_pipeline.cli.console import Voice
from loyalty_pipeline.cli.quarantine import quarantine
from loyalty_pipeline.cli.run import (
    HOME,
    LANDING,
    PROGRAMME,
    demo_command,
    run,
    settings_of,
)
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home import binding
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.dbt_vars import describe
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.run.dagster_instance import serve


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
@LANDING
@HOME
@PROGRAMME
@click.option("--port", default=3000, show_default=True, help="The UI's port.")
def dev(
    landing: Path | None, home: Path | None, programme: str | None, port: int
) -> None:
    """Open Dagster's UI and daemon over a home, on this machine only."""
    settings = settings_of(landing, home, programme)
    rules = load(rule_file(settings.programme))
    binding.bind(Home(settings.home), rules.programme, settings)
    settings.export()
    serve(Home(settings.home), port)


@main.command()
@PROGRAMME
def validate(programme: str | None) -> None:
    """Check a rule file and say what it asks for."""
    file = rule_file(settings_of(None, None, programme).programme)
    for line in describe(load(file)):
        click.echo(line)
    click.echo(f"{file} is valid")


for _command in (
    run,
    demo_command,
    care.backup_command,
    care.restore_command,
    care.doctor,
    quarantine,
):
    main.add_command(_command)
