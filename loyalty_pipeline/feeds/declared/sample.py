"""How the first rows of a feed's files are read, column by column, for its owner."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.reading import as_declared
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.reasons import text_name
from loyalty_pipeline.feeds.row_sql import with_reasons
from loyalty_pipeline.feeds.sources.formats import read
from loyalty_pipeline.feeds.sources.reading import Reading, Source, UnreadableError

ROWS = 1_000
_HEAD = 1 << 20  # bytes, of a larger text
_VALUES = 3


@dataclass(frozen=True)
class SampledColumn:
    """A column: the file's name for it and ours, its first values and what of them."""

    theirs: str
    ours: str
    values: list[str]
    verdict: str
    is_good: bool


@dataclass(frozen=True)
class Sample:
    """A file's first rows; `fault` says why it cannot be read at all."""

    file: Path
    columns: list[SampledColumn]
    missing: list[str]
    fault: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether the file can be read, and each of its values."""
        return self.fault is None and all(column.is_good for column in self.columns)


def sample(feed: Feed, landed: LandingDay) -> Sample:
    """Read the first rows of a day's first file."""
    file = landed.files[0]
    with TemporaryDirectory() as folder, duck.connect() as connection:
        head = _head(file, Path(folder))
        try:
            scratch = Path(folder) / "sample.lines"
            reading = read(Source(connection, feed, landed.look, head, scratch))
            return _sampled(connection, feed, landed, reading)
        except (UnreadableError, duckdb.Error) as error:
            return Sample(file, [], [], str(error).splitlines()[0])


def _head(file: Path, folder: Path) -> Path:
    """The file, or of a large text its first lines in a file of the same name."""
    is_text = file.suffix.lower() in (".csv", ".jsonl")
    if not is_text or file.stat().st_size <= _HEAD:
        return file
    head = folder / file.name
    with file.open("rb") as stream:
        text = stream.read(_HEAD)
    head.write_bytes(text[: text.rfind(b"\n") + 1] or text)
    return head


def _sampled(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    landed: LandingDay,
    reading: Reading,
) -> Sample:
    written, declared = as_declared(feed, landed.look, reading)
    connection.execute(
        f"create temp table sampled as select * from {with_reasons(written, declared)}"
        f" order by row_position limit {ROWS}"
    )
    columns = [
        _column(connection, column.name, text_name(column), column.lake_name, reading)
        for column in written.columns
        if column.name in declared.types
    ]
    columns += [
        SampledColumn(name, "", [], "is not read: no column of the feed", True)
        for name in reading.ignored
    ]
    columns += _faults(connection)
    missing = [c.name for c in feed.columns if c.name not in declared.types]
    return Sample(landed.files[0], columns, missing)


def _faults(connection: duckdb.DuckDBPyConnection) -> list[SampledColumn]:
    """The rows that are no rows of columns, as if they were a column of their own."""
    found = connection.execute("""
        select count(*), any_value(fault), (select count(*) from sampled)
        from sampled
        where fault is not null
    """).fetchall()
    return [
        SampledColumn(
            "(whole rows)", "", [], f"{bad:,} of {rows:,} are refused: {fault}", False
        )
        for bad, fault, rows in found
        if bad
    ]


def _column(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    text: str,
    lake_name: str,
    reading: Reading,
) -> SampledColumn:
    bad = f"{text} is not null and {lake_name} is null"
    ((rows, given, refused, first, worst),) = connection.execute(f"""
        select
            count(*),
            count({text}),
            count(*) filter (where {bad}),
            list(cast({text} as varchar)) filter (where {text} is not null),
            any_value(reasons) filter (where {bad})
        from (from sampled where fault is null)
    """).fetchall()
    theirs = reading.theirs.get(name, "(constant)")
    verdict = f"good, {given:,} of {rows:,} given"
    if refused:
        verdict = f"{refused:,} of {rows:,} are refused: {worst}"
    values = [str(value) for value in (first or [])[:_VALUES]]
    return SampledColumn(theirs, name, values, verdict, not refused)
