"""`loyalty restore`: a home from its backup."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.cli.console import Console


@click.command()
@click.argument("source", type=options.FOLDER)
@options.home()
def restore(source: Path, home: Path | None) -> None:
    """Bring the backup SOURCE back into an empty or new home."""
    from loyalty_pipeline.home.backup import restore as of_backup
    from loyalty_pipeline.home.layout import Home

    settings = options.settings_of(home)
    console = Console()
    with console.following() as say:
        found = of_backup.restore(source.absolute(), Home(settings.home), say)
    click.echo(f"restored  {len(found['files']):,} files to {settings.home}")
    click.echo(f"landing   {found['binding']['landing']}")
