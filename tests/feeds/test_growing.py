"""Files that are still written to are left for the next run, and no others."""

import gzip
import os
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loyalty_pipeline.feeds import growing
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import DayRecord, accepted, rejected
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.new_days import Landed, landed
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.home.layout import Home
from tests.feeds.file_formats import write
from tests.support.staged_rows import land, row

HEADER = "order_id,member_id,ordered_at,amount,currency\n"
LINE = "o{},m1,2025-01-01T10:00:00Z,1.00,CNY\n"
ONE = LINE.format("x")
LINES = "".join(LINE.format(n) for n in range(9))


def _listed(root: Path) -> list[LandingDay]:
    return list(landed(Home(root / "home"), root / "landing").new)


def _staged(root: Path, days: list[LandingDay]) -> dict[LandingDay, DayRecord]:
    return stage_days(FEEDS["orders"], days, Home(root / "home"))


def _age(file: Path, seconds: float) -> None:
    os.utime(file, (time.time() - seconds,) * 2)


@contextmanager
def _written_later(file: Path, content: bytes) -> Iterator[None]:
    """Somebody writes a file anew, half a second from now."""
    writer = threading.Timer(0.5, file.write_bytes, [content])
    writer.start()
    try:
        yield
    finally:
        writer.join()


def test_a_file_that_grew_since_the_landing_was_listed_is_left(tmp_path: Path) -> None:
    file = write(tmp_path, "orders", "a.csv", HEADER + ONE)
    days = _listed(tmp_path)
    with file.open("a") as stream:
        stream.write(LINES)
    assert _staged(tmp_path, days) == {}
    (record,) = _staged(tmp_path, _listed(tmp_path)).values()
    assert accepted(record) == 10


def test_a_file_that_is_gone_since_it_was_listed_is_left(tmp_path: Path) -> None:
    file = write(tmp_path, "orders", "a.csv", HEADER + LINES)
    days = _listed(tmp_path)
    file.rename(file.with_name("b.csv"))
    assert _staged(tmp_path, days) == {}


def _parquet(root: Path) -> tuple[str, bytes]:
    file = land(root / "elsewhere", "orders", row("orders"))
    return "a.parquet", file.read_bytes()


def _zipped(root: Path) -> tuple[str, bytes]:
    file = root / "packed"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", HEADER + LINES)
    return "a.csv.zip", file.read_bytes()


def _gzipped(root: Path) -> tuple[str, bytes]:
    return "a.csv.gz", gzip.compress((HEADER + LINES).encode())


def _text(root: Path) -> tuple[str, bytes]:
    return "a.csv", (HEADER + LINES).encode()


def _wide_text(root: Path) -> tuple[str, bytes]:
    (root / "landing").mkdir()
    (root / "landing" / "landing.yaml").write_text("defaults: {encoding: utf-16}\n")
    return "a.csv", (HEADER + LINES).encode("utf-16")


FORMATS = [_parquet, _zipped, _gzipped, _text, _wide_text]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_lacks_its_end_is_left_while_somebody_writes_it(
    tmp_path: Path, form: object
) -> None:
    assert callable(form)
    name, whole = form(tmp_path)
    file = write(tmp_path, "orders", name, whole[:-9])
    days = _listed(tmp_path)
    with _written_later(file, whole):
        assert _staged(tmp_path, days) == {}
    (record,) = _staged(tmp_path, _listed(tmp_path)).values()
    assert rejected(record) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_was_cut_short_for_good_is_told_at_once(
    tmp_path: Path, form: object
) -> None:
    assert callable(form)
    name, whole = form(tmp_path)
    write(tmp_path, "orders", name, whole[:-9])
    (record,) = _staged(tmp_path, _listed(tmp_path)).values()
    assert rejected(record) == 1


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited."""
    waited: list[float] = []
    monkeypatch.setattr("loyalty_pipeline.feeds.growing.time.sleep", waited.append)
    return waited


def test_nobody_waits_for_a_sound_file_without_a_last_line_end(
    tmp_path: Path, waits: list[float]
) -> None:
    file = write(tmp_path, "orders", "a.csv", (HEADER + LINES).rstrip())
    assert len(_staged(tmp_path, _listed(tmp_path))) == 1
    assert growing.ends_too_soon(file)
    assert waits == []


def test_nobody_waits_for_an_old_file(tmp_path: Path, waits: list[float]) -> None:
    file = write(tmp_path, "orders", "a.csv", HEADER + ONE + "o1,m1")
    _age(file, 11)
    assert len(_staged(tmp_path, _listed(tmp_path))) == 1
    assert waits == []
    _age(file, 9)
    assert len(_staged(tmp_path, _listed(tmp_path))) == 1
    assert len(waits) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a,b\n1,2\n"),
        ("a.csv", b"a,b\r1,2\r"),
        ("a.csv", "a,b\n".encode("utf-16-le")),
        ("a.csv", "a,b\n".encode("utf-16-be")),
        ("a.csv.gz", gzip.compress(b"a,b", mtime=0)),
        ("a.parquet", b"PAR1....PAR1"),
    ],
)
def test_a_file_with_its_formats_end(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert not growing.ends_too_soon(file)
    file.write_bytes(content[:-3])
    assert growing.ends_too_soon(file)
    file.write_bytes(b"")
    assert growing.ends_too_soon(file)


def test_of_what_is_still_written_to_the_next_tick_asks(tmp_path: Path) -> None:
    old = write(tmp_path, "orders", "a.csv", HEADER + LINES)
    new = land(tmp_path, "members", row("members"))
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    assert landed(home, landing).quiet.new == ()
    _age(old, 60)
    found: Landed = landed(home, landing)
    assert len(found.new) == 2
    assert [day.feed for day in found.quiet.new] == ["orders"]
    assert found.quiet.days == found.days
    _age(new, -3600)  # a clock of its own: nobody may wait for it for an hour
    assert len(landed(home, landing).quiet.new) == 2
