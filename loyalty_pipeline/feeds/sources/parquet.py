"""Rows of a landed Parquet file."""

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.sources import names
from loyalty_pipeline.feeds.sources.reading import (
    NO_FAULT,
    Reading,
    Source,
    UnreadableError,
)


def read(source: Source) -> Reading:
    """Describe a Parquet file; its rows are read where the relation is."""
    feed, look, rows = source.feed, source.look, duck.rows(source.file)
    described = source.connection.execute(f"describe from {rows}").fetchall()
    types = {str(name): str(kind) for name, kind, *_ in described}
    matched = names.match(feed, look, list(types))
    missing = names.require(feed, look, matched)
    if missing:
        raise UnreadableError(names.missing(missing, list(types)))
    present = ", ".join(
        f'{_identifier(theirs)} as "{ours}"' for ours, theirs in matched.items()
    )
    is_taken = "file_row_number" in {name.lower() for name in types}
    position = "row_number() over ()" if is_taken else "file_row_number + 1"
    return Reading(
        f"(select {position} as row_position, {NO_FAULT}, {present} from {rows})",
        {ours: types[theirs] for ours, theirs in matched.items()},
        names.strangers(matched.values(), types),
        matched,
    )


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
