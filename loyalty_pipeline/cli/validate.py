"""`loyalty validate`: whether rules are valid, and how the landed files are read."""

from pathlib import Path

import click

from loyalty_pipeline.cli import options


@click.command()
@options.programme
@options.landing
@click.option(
    "--propose",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Print a landing.yaml for a file.",
)
@click.option("--feed", help="With --propose: the feed that the file is of.")
def validate(
    programme: str | None, landing: Path | None, propose: Path | None, feed: str | None
) -> None:
    """Check a rule file and say what it asks for.

    With --landing: show how the first rows of each feed are read, column by column.
    With --propose: print a landing.yaml for a file, from its header and first rows.
    """
    if propose is not None:
        from loyalty_pipeline.feeds.declared.proposed import proposal

        click.echo(proposal.propose(propose, feed), nl=False)
        return
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
