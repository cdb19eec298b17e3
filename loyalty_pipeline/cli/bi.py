"""`loyalty bi …`: what BI reads in PostgreSQL, and who may read it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.cli.console import Console
from loyalty_pipeline.errors import LoyaltyError

if TYPE_CHECKING:
    from loyalty_pipeline.publishing.postgres.address import Address
    from loyalty_pipeline.settings import Settings


@click.group()
def bi() -> None:
    """Show the current publication in PostgreSQL, and say who may read it."""


@bi.command()
@options.home()
@options.programme
@click.option("--confirm", is_flag=True, help="Let tables lose most of their rows.")
@click.option("--whole", is_flag=True, help="Compare all rows, not what has changed.")
def sync(home: Path | None, programme: str | None, confirm: bool, whole: bool) -> None:
    """Bring PostgreSQL up to the current publication, if it is not."""
    from loyalty_pipeline.home.build import Build
    from loyalty_pipeline.home.lock import locked
    from loyalty_pipeline.publishing.postgres.showing import show
    from loyalty_pipeline.publishing.postgres.words import told
    from loyalty_pipeline.run.progress import now, say, say_waiting
    from loyalty_pipeline.run.setup import read_setup

    settings = options.settings_of(home, None, programme)
    address, setup = _address(settings), read_setup(settings)
    with (
        Console().following(),
        locked(setup.home, say_waiting) as lock,
    ):
        lock.sign(f"loyalty bi sync of process {os.getpid()}")
        synced = show(
            Build(setup.home),
            address,
            setup.programme.programme,
            now,
            is_confirmed=confirm,
            whole=whole,
        )
        for line in told(synced):
            say(line)


@bi.command()
@options.home()
def status(home: Path | None) -> None:
    """Say which publication PostgreSQL shows, and which is current."""
    from loyalty_pipeline.home.build import Build
    from loyalty_pipeline.home.layout import Home
    from loyalty_pipeline.publishing.current import current
    from loyalty_pipeline.publishing.postgres.holding import holding
    from loyalty_pipeline.publishing.postgres.server import session

    settings = options.settings_of(home)
    address, published = _address(settings), current(Build(Home(settings.home)))
    with session(address) as server:
        there = holding(server, address.schema)
    click.echo(f"{address.shown}: {there.run or 'nothing is shown yet'}")
    click.echo(f"current: {published.about.run if published else 'nothing published'}")


@bi.command()
def roles() -> None:
    """Print the SQL of the roles that may read, for whoever may create them."""
    from loyalty_pipeline.publishing.postgres import roles as known

    schema = options.settings_of().bi_schema
    for statement in [*known.created(), *known.granted(schema)]:
        click.echo(f"{statement};")


def _address(settings: "Settings") -> "Address":
    from loyalty_pipeline.publishing.postgres.showing import address_of

    address = address_of(settings)
    if address is None:
        raise LoyaltyError(
            "no PostgreSQL is named",
            "LOYALTY_BI_DSN",
            "set it to postgresql://user:password@host/database, in the environment"
            " or in .env",
        )
    return address
