"""The same facts built for a later day: nothing that has happened may be restated."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.histories.compare.compare_tables import by_life, difference
from tests.histories.compare.engine_against_replay import EngineAgainstReplay
from tests.histories.compare.engine_run import Tables
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.facts.delivered_row import Row
from tests.oracle.tables.columns import PublishedRow
from tests.oracle.tables.points_rows import PointsLedgerRow
from tests.oracle.tables.tier_rows import MemberTierHistoryRow

# Some of the schedule comes true by then, and some is still to come.
_LATER = timedelta(days=60)
_DELIVERY = {"updated_at", "deleted_at", "landed_on", "granted_until"}


def lives_changed_later(
    world: World, lives: Sequence[Life], before: Tables, folder: Path
) -> list[str]:
    """The lives without new facts of which a later day tells another story."""
    quiet = [life for life in lives if not _goes_on(life, world)]
    structure = replace(world.structure, as_of=world.as_of + _LATER)
    comparison = EngineAgainstReplay(replace(world, structure=structure), folder)
    was, now = by_life(before), by_life(comparison.tables(quiet))
    found = []
    for life in quiet:
        lasting = [_lasting(tables.get(life.name, {})) for tables in (was, now)]
        if differing := difference(*lasting):
            found.append(f"{life.name}: {differing}")
    return found


def _goes_on(life: Life, world: World) -> bool:
    """Whether anything happens after the run's day."""
    return any(day > world.as_of for row in life.rows() for day in _days(row, world))


def _days(row: Row, world: World) -> list[date]:
    named = [getattr(row, f.name) for f in fields(row) if f.name not in _DELIVERY]
    instants = [value for value in named if isinstance(value, datetime)]
    days = [value for value in named if type(value) is date]
    return [*days, *(instant.astimezone(world.zone).date() for instant in instants)]


def _lasting(tables: Tables) -> Tables:
    """The rows that no passing of time may change."""
    names = ("member_tier_history", "points_ledger", "points_allocations", "held_back")
    return {
        name: [_as_it_happened(row) for row in tables.get(name, [])] for name in names
    }


def _as_it_happened(row: PublishedRow) -> PublishedRow:
    """The row without what tells whether it is still to come."""
    if isinstance(row, MemberTierHistoryRow | PointsLedgerRow):
        return row._replace(is_scheduled=False)
    return row
