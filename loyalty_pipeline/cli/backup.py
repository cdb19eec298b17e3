"""`loyalty backup`: a verified snapshot of a home."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.cli.console import Console


@click.command()
@click.argument("target", type=options.FOLDER)
@options.home()
def backup(target: Path, home: Path | None) -> None:
    """Write a verified snapshot of a home to TARGET, an empty or new folder."""
    from loyalty_pipeline.home.backup import backup as of_home
    from loyalty_pipeline.home.layout import Home

    settings = options.settings_of(home)
    console = Console()
    with console.following() as say:
        found = of_home.backup(Home(settings.home), target.absolute(), say)
    click.echo(f"backed up {len(found['files']):,} files of {settings.home}")
    click.echo(f"to        {target.absolute()}")
