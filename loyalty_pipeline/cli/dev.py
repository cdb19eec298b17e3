"""`loyalty dev`: Dagster's UI and daemon over a home."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options


@click.command()
@options.landing
@options.home()
@options.programme
@click.option("--port", default=3000, show_default=True, help="The UI's port.")
def dev(
    landing: Path | None, home: Path | None, programme: str | None, port: int
) -> None:
    """Open Dagster's UI and daemon over a home, on this machine only."""
    from loyalty_pipeline.home.binding import bind
    from loyalty_pipeline.run.dagster_instance import serve
    from loyalty_pipeline.run.setup import read_setup

    setup = read_setup(options.settings_of(home, landing, programme))
    bind(setup.home, setup.programme.programme, setup.landing)
    serve(setup, port)
