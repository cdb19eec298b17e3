"""The formats of landed files, told by their suffixes, and what reads each."""

from collections.abc import Callable

from loyalty_pipeline.feeds.sources import csv, jsonl, parquet
from loyalty_pipeline.feeds.sources.reading import Reading, Source, UnreadableError

Reader = Callable[[Source], Reading]

WORKBOOKS = (".xlsx", ".xlsm")


def _excel(source: Source) -> Reading:
    # Here, since few landings have workbooks.
    from loyalty_pipeline.feeds.sources import excel

    return excel.read(source)


_READERS: dict[str, Reader] = {
    ".parquet": parquet.read,
    **dict.fromkeys((".csv", ".csv.gz", ".csv.zip"), csv.read),
    **dict.fromkeys(WORKBOOKS, _excel),
    **dict.fromkeys((".jsonl", ".jsonl.gz", ".jsonl.zip"), jsonl.read),
}


def read(source: Source) -> Reading:
    """What a landed file holds, by the reader of its format.

    Raises `UnreadableError` for a file that is not of its format, or not of its feed.
    """
    file = source.file
    for suffix, reader in _READERS.items():
        if file.name.lower().endswith(suffix):
            return reader(source)
    is_a_workbook = file.suffix.lower() in (".xls", ".xlsb", ".ods", ".numbers")
    raise UnreadableError(
        f"its suffix {file.suffix!r} is not a known format: known are"
        f" {', '.join(_READERS)}; save it as "
        + (".xlsx or CSV UTF-8" if is_a_workbook else "one of these")
    )
