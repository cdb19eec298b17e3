"""Files of one shape put together as one, and which of its rows were whose."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.sources.reading import UnreadableError


class Place(NamedTuple):
    """Where a landed file's rows lie in the whole: `rows` of them after `before`."""

    day: LandingDay
    file: Path
    before: int
    rows: int


def put_together(days: Sequence[LandingDay], folder: Path) -> tuple[Path, list[Place]]:
    """Write the files of some days, all of one shape, as one file in `folder`.

    The rows keep their order: day by day, and in each file by file. Raises
    `UnreadableError` where the whole would hold other values than its parts.
    """
    files = [(day, file) for day in days for file in day.files]
    suffix = files[0][1].suffix.lower()
    whole = folder / f"together{suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    write = _parquet if suffix == ".parquet" else _text
    return whole, _placed(files, write([file for _, file in files], whole))


def _placed(
    files: Sequence[tuple[LandingDay, Path]], counts: Sequence[int]
) -> list[Place]:
    places, before = [], 0
    for (day, file), rows in zip(files, counts, strict=True):
        places.append(Place(day, file, before, rows))
        before += rows
    return places


def _text(files: Sequence[Path], whole: Path) -> list[int]:
    """Lines after lines, of CSV under one header; return each file's rows."""
    counts = []
    with whole.open("wb") as stream:
        for number, file in enumerate(files):
            text = file.read_bytes()
            if not text.endswith(b"\n"):
                text += b"\n"
            if whole.suffix == ".csv":
                header, _, text = text.partition(b"\n")
                if number == 0:
                    stream.write(header + b"\n")
            stream.write(text)
            counts.append(text.count(b"\n"))
    return counts


def _parquet(files: Sequence[Path], whole: Path) -> list[int]:
    parts = f"read_parquet({duck.each(files)}, hive_partitioning = false)"
    with duck.connect() as connection:
        copy = f"copy (from {parts}) to {duck.literal(whole)} (format parquet)"
        connection.execute(copy)
        kinds = [
            connection.execute(f"describe from {relation}").fetchall()
            for relation in (parts, duck.rows(whole))
        ]
        found = connection.execute(
            f"select file_name, num_rows from parquet_file_metadata({duck.each(files)})"
        ).fetchall()
    if kinds[0] != kinds[1]:
        raise UnreadableError("DuckDB writes it with other types than it reads")
    rows = dict(found)
    return [int(rows[str(file)]) for file in files]
