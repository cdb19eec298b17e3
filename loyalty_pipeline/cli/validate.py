"""`loyalty validate`: whether rules are valid, and how the landed files are read."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options


@click.command()
@options.programme
@options.landing
def validate(programme: str | None, landing: Path | None) -> None:
    """Check a rule file and say what it asks for.

    With --landing: show how the first rows of each feed are read, column by column.
    """
    if landing is not None:
        from loyalty_pipeline.cli.landing_report import report

        report(options.settings_of(landing=landing).landing_folder)
        return
    from loyalty_pipeline.rules.description import describe
    from loyalty_pipeline.rules.loading import load, rule_file

    file = rule_file(options.settings_of(programme=programme).programme)
    for line in describe(load(file)):
        click.echo(line)
    click.echo(f"{file} is valid")
