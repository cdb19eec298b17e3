"""What PostgreSQL holds: the publication it shows, and of each table its columns."""

from dataclasses import dataclass, field

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.postgres.server import Server
from loyalty_pipeline.publishing.postgres.table import Table, quoted, within
from loyalty_pipeline.publishing.publication import ABOUT_TABLE


@dataclass(frozen=True)
class Held:
    """A table there: its rows and checksum as last published."""

    rows: int
    checksum: str


@dataclass(frozen=True)
class Holding:
    """The publication that PostgreSQL shows; `run` is None before the first.

    `columns` has those of each table, with types written as PostgreSQL does;
    `comments` what is said there of a table (`None`) or column.
    """

    owner: str | None = None
    run: str | None = None
    tables: dict[str, Held] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    comments: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def has(self, table: Table) -> bool:
        """Whether the table is there with exactly these columns."""
        return self.columns.get(table.name) == table.types


def holding(server: Server, schema: str) -> Holding:
    """What the schema holds; nothing where it does not exist."""
    ((owner,),) = server.ask(
        "select obj_description(to_regnamespace("
        f"{duck.text(quoted(schema))}), 'pg_namespace')"
    )
    columns, comments = _columns(server, schema), _comments(server, schema)
    if ABOUT_TABLE not in columns:
        return Holding(owner, columns=columns, comments=comments)
    rows = server.ask(
        f"select run, table_name, rows, checksum from {within(schema, ABOUT_TABLE)}"
    )
    tables = {name: Held(count, checksum) for *_, name, count, checksum in rows}
    run = rows[0][0] if rows else None
    return Holding(owner, run, tables, columns, comments)


def _columns(server: Server, schema: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table, name, kind in server.ask(
        "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)"
        " from pg_attribute as a"
        " inner join pg_class as c on a.attrelid = c.oid and c.relkind = 'r'"
        " where c.relnamespace = to_regnamespace("
        f"{duck.text(quoted(schema))}) and a.attnum > 0 and not a.attisdropped"
        " order by c.relname, a.attnum"
    ):
        found.setdefault(table, {})[name] = kind
    return found


def _comments(server: Server, schema: str) -> dict[tuple[str, str | None], str]:
    found = server.ask(
        "select c.relname, a.attname, d.description from pg_description as d"
        " inner join pg_class as c on d.objoid = c.oid"
        " left join pg_attribute as a on c.oid = a.attrelid and d.objsubid = a.attnum"
        " and a.attnum > 0"
        " where d.classoid = 'pg_class'::regclass"
        f" and c.relnamespace = to_regnamespace({duck.text(quoted(schema))})"
    )
    return {(table, column): says for table, column, says in found}
