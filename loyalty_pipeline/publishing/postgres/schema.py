"""The tables' shape in PostgreSQL, changed so that grants and views survive."""

from collections.abc import Iterator

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.postgres.holding import Holding
from loyalty_pipeline.publishing.postgres.table import Table, listed, quoted, within

_MEMBER = "member_id"


def shaped(schema: str, table: Table, holding: Holding) -> Iterator[str]:
    """The statements that give a table its columns, before rows come in.

    What has another type is dropped and added: PostgreSQL refuses that, and the whole
    publication, where somebody's view reads the column. The key is added last.
    """
    name, there = within(schema, table.name), holding.columns.get(table.name)
    if there is None:
        columns = ", ".join(table.definition(column) for column in table.types)
        yield f"create table {name} ({columns})"
    elif there != table.types:
        changed = {c for c, kind in there.items() if table.types.get(c) != kind}
        changed |= {c for c, of in table.readable.items() if of in changed}
        # Derived columns stand on exact ones: the first to go, the last to come.
        for column in reversed(list(there)):
            if column in changed:
                yield f"alter table {name} drop column {quoted(column)}"
        for column in table.types:
            if column in changed or column not in there:
                yield f"alter table {name} add column {table.definition(column)}"
        yield f"alter table {name} drop constraint if exists {_key(table)}"


def keyed(schema: str, table: Table) -> Iterator[str]:
    """The statements that give a table its key, and an index by member.

    They come after the rows: an index that grows row by row takes several times longer.
    """
    name = within(schema, table.name)
    key = f"primary key ({listed(table.key)})"
    yield f"alter table {name} add constraint {_key(table)} {key}"
    if _MEMBER in table.columns and table.key[0] != _MEMBER:
        index = quoted(f"{table.name}_by_member")
        yield f"create index if not exists {index} on {name} ({_MEMBER})"


def commented(schema: str, table: Table, holding: Holding) -> Iterator[str]:
    """The statements that say what table and columns are, as far as that is new."""
    name = within(schema, table.name)
    derived = {n: f"{of}, divided by 100." for n, of in table.readable.items()}
    of_columns = {**table.comments, **derived}
    for column, says in [(None, table.says), *of_columns.items()]:
        if holding.comments.get((table.name, column)) == says:
            continue
        what = f"table {name}" if column is None else f"column {name}.{quoted(column)}"
        yield f"comment on {what} is {duck.text(says)}"


def _key(table: Table) -> str:
    return quoted(f"{table.name}_pkey")
