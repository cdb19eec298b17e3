"""The commands about what the guard refused: see it, and settle what was stopped."""

from datetime import datetime
from pathlib import Path

import click

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.guard import held_days
from loyalty_pipeline.guard import quarantine as rejected
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.os_errors import edges
from loyalty_pipeline.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)
_HOME = click.option("--home", type=_FOLDER, help="The programme's home folder.")
_DAY = click.argument("day", type=click.DateTime(["%Y-%m-%d"]))


@click.group()
def quarantine() -> None:
    """See refused rows and stopped landing days, and let a stopped day in."""


@quarantine.command(name="list")
@_HOME
def list_command(home: Path | None) -> None:
    """Say which landing days have refused rows, and which are stopped."""
    place = _home(home)
    with edges(place.root):
        stops, counts = held_days.stops(place), rejected.counts(place)
    for stop in stops:
        state = "released" if stop["released"] else "STOPPED"
        click.echo(f"{stop['day']}  {stop['feed']}: {state}")
    for feed, day, rows in counts:
        click.echo(f"{day}  {feed}: {rows:,} rows refused")
    if not stops and not counts:
        click.echo("nothing is quarantined, and no landing day is stopped")


@quarantine.command(name="show")
@_DAY
@click.option("--rows", default=20, show_default=True, help="Rows to show of a feed.")
@_HOME
def show_command(day: datetime, rows: int, home: Path | None) -> None:
    """Say why DAY is stopped, and show its refused rows as they landed."""
    place = _home(home)
    with edges(place.root):
        stops = held_days.stops(place, day.date())
        files = rejected.files(place, day.date())
        _say_findings(stops)
        for feed, file in files:
            _say_rows(feed, file, rows)
    if not stops and not files:
        click.echo(f"nothing that landed on {day.date()} is refused or stopped")


@quarantine.command(name="release")
@_DAY
@click.option("--accept", is_flag=True, help="Accept what the checks found.")
@_HOME
def release_command(day: datetime, accept: bool, home: Path | None) -> None:
    """Let the stopped landing DAY in as it is; the publication will say so."""
    place = _home(home)
    with edges(place.root):
        if not accept:
            _say_findings(held_days.stops(place, day.date()))
            raise LoyaltyError(
                "a stopped day is released only by who accepts what was found",
                f"landing day {day.date()}",
                f"loyalty quarantine release {day.date()} --accept",
            )
        found = held_days.release(place, day.date())
    for stop in found:
        click.echo(f"released {stop['feed']} of {stop['day']}; the next run takes it")


def _home(home: Path | None) -> Home:
    return Home(Settings(home=home).home if home else Settings().home)


def _say_findings(stops: list[held_days.Stop]) -> None:
    for stop in stops:
        state = "released" if stop["released"] else "STOPPED"
        click.echo(f"{stop['feed']}: {state}")
        for finding in stop["findings"]:
            click.echo(f"  - {finding}")


def _say_rows(feed: str, file: Path, most: int) -> None:
    count, rows = rejected.rows(file, most)
    click.echo(f"{feed}: {count:,} rows refused, in {file}")
    for row in rows:
        click.echo(f"  {row.file}, row {row.position}: {row.reasons}")
        if row.original is not None:
            click.echo(f"    {row.original}")
    if count > len(rows):
        click.echo(f"  … and {count - len(rows):,} more")
