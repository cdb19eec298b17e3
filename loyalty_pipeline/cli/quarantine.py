"""`loyalty quarantine …`: see and export what the guard rejected, let a day in."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home

if TYPE_CHECKING:
    from loyalty_pipeline.guard.exporting import Exported
    from loyalty_pipeline.guard.held_days import HeldDay

_DAY = click.argument("day", type=options.DAY)


@click.group()
def quarantine() -> None:
    """See refused rows and stopped landing days, and let a stopped day in."""


@quarantine.command(name="list")
@options.home()
def list_command(home: Path | None) -> None:
    """Say which landing days have refused rows, and which are stopped."""
    from loyalty_pipeline.guard import held_days, quarantine

    place = _home(home)
    held, counts = held_days.held_days(place), quarantine.counts(place)
    for found in held:
        click.echo(f"{found['day']}  {found['feed']}: {_state(found)}")
    for feed, day, rows in counts:
        click.echo(f"{day}  {feed}: {rows:,} rows refused")
    if not held and not counts:
        click.echo("nothing is quarantined, and no landing day is stopped")


@quarantine.command(name="show")
@_DAY
@click.option("--rows", default=20, show_default=True, help="Rows to show of a feed.")
@options.home()
def show_command(day: datetime, rows: int, home: Path | None) -> None:
    """Say why DAY is stopped, and show its refused rows as they landed."""
    from loyalty_pipeline.guard import held_days, quarantine, settling

    place = _home(home)
    held = held_days.held_days(place, day.date())
    files = quarantine.files(place, day.date())
    _print_findings(held)
    for feed, file in files:
        _print_rows(feed, file, rows)
    if any(not each["released"] for each in held):
        click.echo(f"to do: {settling.what_to_do(place, str(day.date()))}")
    if not held and not files:
        click.echo(f"nothing that landed on {day.date()} is refused or stopped")


@quarantine.command(name="release")
@_DAY
@click.option("--accept", is_flag=True, help="Accept what the checks found.")
@options.home()
def release_command(day: datetime, accept: bool, home: Path | None) -> None:
    """Let the stopped landing DAY in as it is; the publication will say so."""
    from loyalty_pipeline.guard import held_days, settling

    place = _home(home)
    if not accept:
        _print_findings(held_days.held_days(place, day.date()))
        raise LoyaltyError(
            "a stopped day is released only by who accepts what was found",
            f"landing day {day.date()}",
            settling.release_command(place, str(day.date())),
        )
    for held in held_days.release(place, day.date()):
        click.echo(f"released {held['feed']} of {held['day']}; the next run takes it")


@quarantine.command(name="export")
@_DAY
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--feed", help="Only this feed's rows.")
@options.landing
@options.home()
def export_command(
    day: datetime,
    file: Path,
    feed: str | None,
    landing: Path | None,
    home: Path | None,
) -> None:
    """Write the refused rows of DAY as a CSV FILE, to be mended and landed again.

    Where several feeds have such rows, each has a file with its name inserted.
    """
    from loyalty_pipeline.guard import exporting

    settings = options.settings_of(home=home, landing=landing)
    folder = settings.landing_folder
    found = exporting.export(
        Home(settings.home), folder, day.date(), file.absolute(), feed
    )
    for each in found:
        _print_exported(each, folder)


def _print_exported(found: "Exported", landing: Path) -> None:
    for left in found.left:
        click.echo(f"{found.feed}: not written: {left}")
    if not found.rows:
        return
    click.echo(f"{found.feed}: {found.rows:,} rows written to {found.file}")
    named = f", named like {found.pattern}," if found.pattern else ""
    day = landing / found.feed / "landed_on=<YYYY-MM-DD>"
    click.echo(f"to do: mend them there, move the file{named} into {day}, and run")


def _home(home: Path | None) -> Home:
    return Home(options.settings_of(home).home)


def _state(held: "HeldDay") -> str:
    return "released" if held["released"] else "STOPPED"


def _print_findings(days: "list[HeldDay]") -> None:
    for held in days:
        click.echo(f"{held['feed']}: {_state(held)}")
        for finding in held["findings"]:
            click.echo(f"  - {finding}")


def _print_rows(feed: str, file: Path, most: int) -> None:
    from loyalty_pipeline.guard.quarantine import broken_rules
    from loyalty_pipeline.guard.quarantine import rows as rejected_rows

    count, rows = rejected_rows(file, most)
    click.echo(f"{feed}: {count:,} rows refused, in {file}")
    for broken in broken_rules(file, most=20):
        click.echo(f"  - {broken}")
    for row in rows:
        click.echo(f"  {row.file}, row {row.position}: {row.reasons}")
        if row.original is not None:
            click.echo(f"    {row.original}")
    if count > len(rows):
        click.echo(f"  … and {count - len(rows):,} more")
