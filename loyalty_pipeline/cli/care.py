"""The commands that keep a home well: backup, restore and doctor."""

from pathlib import Path

import click

from loyalty_pipeline.cli.console import Voice
from loyalty_pipeline.home.backup.backup import backup
from loyalty_pipeline.home.backup.restore import restore
from loyalty_pipeline.home.doctor.examination import cure, examine
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.os_errors import edges
from loyalty_pipeline.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)
_HOME = click.option("--home", type=_FOLDER, help="The programme's home folder.")


def _settings_of(home: Path | None) -> Settings:
    return Settings(home=home) if home else Settings()


@click.command(name="backup")
@click.argument("target", type=_FOLDER)
@_HOME
def backup_command(target: Path, home: Path | None) -> None:
    """Write a verified snapshot of a home to TARGET, an empty or new folder."""
    settings = _settings_of(home)
    with Voice(as_json=False).following(), edges(settings.home):
        found = backup(Home(settings.home), target.absolute())
    click.echo(f"backed up {len(found['files']):,} files of {settings.home}")
    click.echo(f"to        {target.absolute()}")


@click.command(name="restore")
@click.argument("source", type=_FOLDER)
@_HOME
def restore_command(source: Path, home: Path | None) -> None:
    """Bring the backup SOURCE back into an empty or new home."""
    settings = _settings_of(home)
    with Voice(as_json=False).following(), edges(settings.home):
        found = restore(source.absolute(), Home(settings.home))
    click.echo(f"restored  {len(found['files']):,} files to {settings.home}")
    click.echo(f"landing   {found['binding']['landing']}")


@click.command()
@_HOME
@click.option("--cure", "wants_cure", is_flag=True, help="Cure what can be cured.")
def doctor(home: Path | None, wants_cure: bool) -> None:
    """Find what a killed run left behind, and cure it with --cure."""
    settings = _settings_of(home)
    settings.export()
    with edges(settings.home):
        ailments = examine(Home(settings.home))
        cured = cure(Home(settings.home), ailments) if wants_cure else []
    for ailment in ailments:
        click.echo(f"{'cured' if ailment in cured else 'found'}  {ailment.what}")
        click.echo(f"       where: {ailment.where}")
        click.echo(f"       cure:  {ailment.remedy}")
    if not ailments:
        click.echo(f"{settings.home} is well")
