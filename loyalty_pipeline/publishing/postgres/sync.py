"""PostgreSQL brought up to the current publication: all tables in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.postgres import guard, locks, roles, schema
from loyalty_pipeline.publishing.postgres.address import VARIABLE, Address
from loyalty_pipeline.publishing.postgres.applying import Written, apply, fill
from loyalty_pipeline.publishing.postgres.changes import stage_all
from loyalty_pipeline.publishing.postgres.counted import differing
from loyalty_pipeline.publishing.postgres.errors import BiBusyError, BiError
from loyalty_pipeline.publishing.postgres.holding import Holding, holding
from loyalty_pipeline.publishing.postgres.plan import Step, Tell, Wanted, plan
from loyalty_pipeline.publishing.postgres.server import Server, session
from loyalty_pipeline.publishing.postgres.table import quoted

# A key over millions of texts is sorted in memory, not in sixty runs on disk.
_FOR_KEYS = "set local maintenance_work_mem = '256MB'"


@dataclass(frozen=True)
class Synced:
    """What was written, table by table, and the SQL that somebody else must run."""

    run: str
    written: dict[str, Written]
    to_run: list[str]


def sync(
    wanted: Wanted,
    address: Address,
    tell: Tell,
    *,
    is_confirmed: bool = False,
    whole: bool = False,
) -> Synced:
    """Show a publication in PostgreSQL, of which readers see all or nothing.

    What has changed since the publication shown there is found in the two publications'
    files, and only that is sent; all rows are, where those files are gone, where
    `whole` says so, or where counts and sums say that the tables are not what they
    were. Raises `BiError`, and `BiBusyError` where another try may do.
    """
    with _naming_holders(address), session(address) as server:
        locks.alone(server, address)
        there = holding(server, address.schema)
        guard.refuse_stranger(address, there, wanted.programme)
        if not is_confirmed:
            guard.refuse_shrink(address, there, wanted.publication)
        missing = roles.missing(server)
        to_run = [] if roles.may_create(server) else missing
        steps = list(plan(server, wanted, there, whole, tell))
        with server.transaction():
            server.run(locks.WAIT, _FOR_KEYS)
            _own(server, address, there, wanted.programme)
            written = {}
            for step in steps:
                tell(f"writing {step.table.name} in PostgreSQL")
                written[step.table.name] = _take(server, address, step, there)
            if not to_run:
                server.run(*missing, *roles.granted(address.schema))
    return Synced(wanted.publication.about.run, written, to_run)


def _own(server: Server, address: Address, there: Holding, programme: str) -> None:
    """Make the schema, and let it say whose it is."""
    name = quoted(address.schema)
    server.run(f"create schema if not exists {name}")
    if there.owner is None:
        says = duck.text(guard.owner(programme))
        server.run(f"comment on schema {name} is {says}")


def _take(server: Server, address: Address, step: Step, there: Holding) -> Written:
    """Make a table what its file is, and prove it."""
    shown, written = step.table, Written()
    server.run(*schema.shaped(address.schema, shown, there))
    if step.is_new:
        written = fill(server, address.schema, shown, step.file)
        server.run(*schema.keyed(address.schema, shown))
    elif step.staged:
        written = apply(server, address.schema, step.staged)
    server.run(*schema.commented(address.schema, shown, there))
    return _proved(server, address, step, written)


def _proved(server: Server, address: Address, step: Step, done: Written) -> Written:
    """What was written, once counts and sums equal the file's.

    If somebody wrote into the table, changes do not make it right; all rows do.
    """
    shown = step.table
    found = differing(server, address.schema, shown, step.file)
    if found:
        anew = stage_all(server, shown, step.file)
        done = apply(server, address.schema, anew)
        found = differing(server, address.schema, shown, step.file)
    if found:
        raise BiError(
            f"{shown.name} does not come to what the file does in {', '.join(found)}",
            f"{VARIABLE}, {address.shown}",
            "nothing was changed there; drop triggers and rules on the table, if any",
        )
    return done


@contextmanager
def _naming_holders(address: Address) -> Iterator[None]:
    """Say who holds the lock that was waited for in vain."""
    try:
        yield
    except BiBusyError as error:
        if error.state != locks.LOCK_TIMEOUT:
            raise
        held = locks.holders(address) or "whoever held it has gone"
        remedy = (
            "end those sessions, or wait; the next run brings the tables up to date"
        )
        raise BiBusyError(f"{error.what}: {held}", error.where, remedy) from None
