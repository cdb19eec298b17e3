"""Whether PostgreSQL holds what the files do: rows counted, every column summed."""

from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.postgres.server import Server
from loyalty_pipeline.publishing.postgres.table import Table, quoted, within

# A text's length with its first and last letter: a digest of each would cost minutes.
_LETTERS = "sum(length({c}) + 131 * ascii({c}) + 17 * ascii(right({c}, 1)))"
# What a column comes to, in each database's words: the same whole number in both.
_SUMS = {
    "text": (_LETTERS, _LETTERS),
    "boolean": ("count(*) filter (where {c})", "count(*) filter (where {c})"),
    "date": ("sum({c} - date '2000-01-01')", "sum({c} - date '2000-01-01')"),
    "timestamp with time zone": (
        "sum(epoch_us({c}))",
        "sum((extract(epoch from {c}) * 1000000)::bigint)",
    ),
    "double precision": ("count({c})", "count({c})"),
}
_PLAIN = ("sum({c})", "sum({c})")


def differing(server: Server, schema: str, table: Table, file: Path) -> list[str]:
    """The columns in which the table differs from the file; `rows` if its rows do."""
    (here,) = server.files.execute(_query(table, duck.rows(file), 0)).fetchall()
    name = within(schema, table.name)
    (there,) = server.ask(_query(table, name, 1))
    pairs = zip(("rows", *table.columns), here, there, strict=True)
    return [column for column, one, other in pairs if one != other]


def _query(table: Table, relation: str, side: int) -> str:
    sums = [
        f"cast(count({quoted(column)}) as varchar) || ' '"
        f" || coalesce(cast({_SUMS.get(kind, _PLAIN)[side].format(c=quoted(column))}"
        " as varchar), '')"
        for column, kind in table.columns.items()
    ]
    return f"select {', '.join(['cast(count(*) as varchar)', *sums])} from {relation}"
