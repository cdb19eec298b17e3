"""Rows brought over become the table's: only those that differ are written."""

from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline.publishing.postgres.changes import Staged, append_all
from loyalty_pipeline.publishing.postgres.server import Server
from loyalty_pipeline.publishing.postgres.table import Table, listed, quoted, within


class Written(NamedTuple):
    """How many rows of a table were written."""

    inserted: int = 0
    updated: int = 0
    deleted: int = 0


def apply(server: Server, schema: str, staged: Staged) -> Written:
    """Make a table what the files hold, by the rows that were brought over."""
    name = within(schema, staged.table.name)
    _, deleted = _counted(server, _delete(name, staged))
    inserted, updated = _counted(server, _upsert(name, staged))
    return Written(inserted, updated, deleted)


def fill(server: Server, schema: str, table: Table, file: Path) -> Written:
    """Write all rows of a file into a table without a key: nothing to meet rows by.

    What an older shape of it has left is replaced.
    """
    server.run(f"delete from {within(schema, table.name)}")
    return Written(inserted=append_all(server, schema, table, file))


def _counted(server: Server, statement: str) -> tuple[int, int]:
    """Run a statement that returns of each row whether it is new; count both."""
    ((new, old),) = server.ask(
        f"with written as ({statement})"
        " select count(*) filter (where is_new), count(*) filter (where not is_new)"
        " from written"
    )
    return new, old


def _upsert(name: str, staged: Staged) -> str:
    table, columns = staged.table, listed(staged.table.columns)
    others = [column for column in table.columns if column not in table.key]
    taken = ", ".join(f"{quoted(c)} = excluded.{quoted(c)}" for c in others)
    differs = (
        f"({listed(others, 'held')}) is distinct from ({listed(others, 'excluded')})"
    )
    action = f"update set {taken} where {differs}" if others else "nothing"
    # A row version that nobody has written before is one that was inserted.
    return (
        f"insert into {name} as held ({columns})"
        f" select {columns} from {quoted(staged.rows)}"
        f" on conflict ({listed(table.key)}) do {action}"
        " returning (held.xmax = 0) as is_new"
    )


def _delete(name: str, staged: Staged) -> str:
    if staged.gone is None:
        same = _same(staged.table, "kept")
        kept = f"select from {quoted(staged.rows)} as kept where {same}"
        which = f"where not exists ({kept})"
    else:
        which = (
            f"using {quoted(staged.gone)} as gone where {_same(staged.table, 'gone')}"
        )
    return f"delete from {name} as held {which} returning false as is_new"


def _same(table: Table, other: str) -> str:
    """Whether a row held and one of another table have the same key."""
    return " and ".join(f"held.{quoted(k)} = {other}.{quoted(k)}" for k in table.key)
