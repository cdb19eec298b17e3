"""CSV without quotes is read by DuckDB alone, and as its lines would be read."""

from pathlib import Path

import pytest

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.declared.model import PLAIN
from loyalty_pipeline.feeds.sources import clean_csv, csv
from loyalty_pipeline.feeds.sources.reading import Source, UnreadableError
from tests.feeds.corpus.landed import corpus

HEADER = "order_id,member_id,ordered_at,amount,currency"
ROW = "o1,m1,2025-01-01T10:00:00Z,1.50,CNY"


def _read(feed: str, file: Path) -> object:
    """All that is read of a file, or why it is not."""
    with duck.connect() as connection:
        try:
            scratch = file.with_suffix(".lines")
            found = csv.read(Source(connection, FEEDS[feed], PLAIN, file, scratch))
        except UnreadableError as error:
            return str(error)
        rows = f"select * from {found.relation} order by row_position"
        read = connection.execute(rows).fetchall()
    return found.types, found.ignored, found.theirs, read


@pytest.mark.parametrize("feed", ["orders", "campaigns", "campaign_targets", "surveys"])
def test_either_way_reads_the_same_of_the_corpus(
    tmp_path: Path, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [f for f in corpus(feed, seed=0, packs=[""]) if f.name.endswith(".csv")]
    load, clean = clean_csv.load, []

    def watched(*words: object) -> list[str] | None:
        names = load(*words)  # type: ignore[arg-type]
        clean.append(names is not None)
        return names

    for file in files:
        landed = tmp_path / "rows.csv"
        landed.write_bytes(file.content)
        with monkeypatch.context() as patched:
            patched.setattr(clean_csv, "load", watched)
            shortly = _read(feed, landed)
            patched.setattr(clean_csv, "load", lambda *words: None)
            assert shortly == _read(feed, landed), file.name
    assert {*clean} == {True, False}


@pytest.mark.parametrize(
    ("text", "is_clean"),
    [
        (f"{HEADER}\n{ROW}\n", True),
        (f"{HEADER}\r\n{ROW}\r\n", True),
        (f"\ufeff{HEADER}\n{ROW}", True),
        (HEADER, True),
        (f"{HEADER}\n{ROW}\r\n", False),
        (f"{HEADER}\n{ROW}\n\n", False),
        (f"{HEADER}\n\n{ROW}\n", False),
        (f"{HEADER}\r\n\r\n{ROW}\r\n", False),
        (f"{HEADER}\n{ROW},\n", False),
        (f"{HEADER}\n{ROW},\n{ROW[:-4]}\n", False),
        (f"{HEADER}\n{ROW[:-4]}\n{ROW},x\n", False),
        (f"{HEADER}\n{ROW}\x00\n", False),
        (f'{HEADER}\n{ROW[:-3]}"CNY"\n', False),
        (f"{HEADER}\r{ROW}\r", False),
        (f"{HEADER}\n{ROW}\r", False),
        ("", False),
        ("order_id\no1\n", False),
    ],
)
def test_only_a_file_of_rows_and_nothing_else_is_clean(
    tmp_path: Path, text: str, is_clean: bool
) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(text.encode())
    with duck.connect() as connection:
        names = clean_csv.load(connection, file, ",")
    assert names == (HEADER.split(",") if is_clean else None)


@pytest.mark.parametrize("seam", range(1, 8))
def test_an_end_of_line_between_two_pieces_is_seen(
    tmp_path: Path, seam: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loyalty_pipeline.feeds.sources.plain_text._CHUNK", seam)
    file = tmp_path / "rows.csv"
    for text, is_clean in (("a,b\r\n1,2\r\n", True), ("a,b\n1,2\n\n3,4", False)):
        file.write_bytes(text.encode())
        with duck.connect() as connection:
            assert (clean_csv.load(connection, file, ",") is not None) is is_clean
