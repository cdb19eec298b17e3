"""`loyalty init`: a folder of one's own to begin with."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.errors import LoyaltyError

if TYPE_CHECKING:
    from loyalty_pipeline.demo.starter import Starter


@click.command()
@click.argument("folder", metavar="DIR", type=options.FOLDER)
@click.option(
    "--programme", default="retail", show_default=True, help="A shipped programme."
)
@click.option(
    "--from",
    "files",
    metavar="FILE",
    multiple=True,
    help="A file of your own, or FEED=FILE, in place of the examples; may be repeated.",
)
def init(folder: Path, programme: str, files: tuple[str, ...]) -> None:
    """Begin in DIR, new or empty: rules to edit, example files and settings.

    With --from: your own files land there, with a landing.yaml proposed for them.
    """
    from loyalty_pipeline.demo.starter import write_starter
    from loyalty_pipeline.run.os_errors import filling

    with filling(folder.absolute()):
        own = [_named(file) for file in files]
        made = write_starter(folder.absolute(), programme, own=own)
    click.echo(_written(made, bool(files)))
    click.echo(_next_steps_with_own(folder) if files else _next_steps(made, folder))


def _named(written: str) -> tuple[Path, str | None]:
    """A file, and the feed that it is said to be of, if it is said."""
    from loyalty_pipeline.feeds.catalog import FEEDS

    feed, _, file = written.partition("=")
    path = Path(file if feed in FEEDS else written)
    if not path.is_file():
        raise LoyaltyError("there is no such file", str(path), "name one with --from")
    return path, feed if feed in FEEDS else None


def _written(made: "Starter", has_own: bool) -> str:
    width = len(made.rules.name)
    if has_own:
        landed = "your files, and in landing.yaml how they seem to look"
    else:
        landed = "two landing days of example files"
    return f"""\
written to {made.folder}
  {made.rules.name:{width}}  the rules, to be edited
  {"landing":{width}}  {landed}
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


def _next_steps_with_own(folder: Path) -> str:
    loyalty = _command()
    return f"""\
next
  cd {shlex.quote(str(folder))}
  edit landing/landing.yaml: lines behind a # are choices
  {loyalty} validate --landing landing  shows how your files are read
  {loyalty} run                         computes every table and publishes it
members and orders must have landed; more files go to
  landing/<feed>/landed_on=<YYYY-MM-DD>/<anything>"""


def _command() -> str:
    """What starts this installation: its name where the shell finds it by that."""
    own = Path(sys.executable).with_name("loyalty")
    found = shutil.which("loyalty")
    is_found = found is not None and Path(found).absolute() == own
    return "loyalty" if is_found else shlex.quote(str(own))
