"""`loyalty validate`: whether a rule file is valid, and what it asks for."""

import click

from loyalty_pipeline.cli import options


@click.command()
@options.programme
def validate(programme: str | None) -> None:
    """Check a rule file and say what it asks for."""
    from loyalty_pipeline.rules.description import describe
    from loyalty_pipeline.rules.loading import load, rule_file

    file = rule_file(options.settings_of(programme=programme).programme)
    for line in describe(load(file)):
        click.echo(line)
    click.echo(f"{file} is valid")
