"""`loyalty init`: a folder of one's own to begin with."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyalty_pipeline.cli import options

if TYPE_CHECKING:
    from loyalty_pipeline.demo.starter import Starter


@click.command()
@click.argument("folder", metavar="DIR", type=options.FOLDER)
@click.option(
    "--programme", default="retail", show_default=True, help="A shipped programme."
)
def init(folder: Path, programme: str) -> None:
    """Begin in DIR, new or empty: rules to edit, example files and settings."""
    from loyalty_pipeline.demo.starter import write_starter
    from loyalty_pipeline.run.os_errors import filling

    with filling(folder.absolute()):
        made = write_starter(folder.absolute(), programme)
    click.echo(_written(made))
    click.echo(_next_steps(made, folder))


def _written(made: "Starter") -> str:
    width = len(made.rules.name)
    return f"""\
written to {made.folder}
  {made.rules.name:{width}}  the rules, to be edited
  {"landing":{width}}  two landing days of example files
  {".env":{width}}  where the home, the landing and the rules are"""


def _next_steps(made: "Starter", folder: Path) -> str:
    loyalty = _command()
    return f"""\
next
  cd {shlex.quote(str(folder))}
  {loyalty} run            computes every table and publishes it in home/published
  {loyalty} validate       checks the rules after you have edited them
  {loyalty} run --restate  computes what is published anew, by the edited rules
with files of your own
  rm -r home landing/*   forgets the examples
  then land yours as landing/<feed>/landed_on=<YYYY-MM-DD>/<anything>.csv, and run"""


def _command() -> str:
    """What starts this installation: its name where the shell finds it by that."""
    own = Path(sys.executable).with_name("loyalty")
    found = shutil.which("loyalty")
    is_found = found is not None and Path(found).absolute() == own
    return "loyalty" if is_found else shlex.quote(str(own))
