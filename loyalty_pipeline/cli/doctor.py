"""`loyalty doctor`: what a killed run left behind, its cure; which sources fail."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options


@click.command()
@options.home()
@click.option("--cure", "wants_cure", is_flag=True, help="Cure what can be cured.")
def doctor(home: Path | None, wants_cure: bool) -> None:
    """Find what a killed run left behind, and cure it with --cure.

    Looks also whether the databases answer that feeds are pulled from.
    """
    from loyalty_pipeline.home.doctor.examine import cure, examine
    from loyalty_pipeline.home.doctor.sources import sources
    from loyalty_pipeline.home.layout import Home

    settings = options.settings_of(home)
    place = Home(settings.home)
    problems = examine(place)
    cured = cure(place, problems) if wants_cure else []
    problems += sources(settings, place)
    for problem in problems:
        click.echo(f"{'cured' if problem in cured else 'found'}  {problem.what}")
        click.echo(f"       where: {problem.where}")
        click.echo(f"       cure:  {problem.remedy}")
    if not problems:
        click.echo(f"{place.root} is well")
