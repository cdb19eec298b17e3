"""The quality page: the records' figures, nobody's data, and nothing from outside."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import (
    Broken,
    DayRecord,
    FileCount,
    Judged,
    day_folder,
    read_record,
    write_record,
)
from loyalty_pipeline.guard.held_days import held_days
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.quality.days import days_of_feeds
from loyalty_pipeline.quality.feeds import Mark, feed_quality
from loyalty_pipeline.quality.page import render
from tests.quality.quality_shop import (
    CANARY,
    HELD,
    PASSED,
    RELEASED,
    WARNED,
    open_shop,
    page,
    subject,
)

VOID = {"meta", "br"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return open_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def html(home: Home) -> str:
    return page(home)


class Elements(HTMLParser):
    """Refuses what is not closed in order, and a name that comes twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.rows: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.names += [str(given["id"])] if "id" in given else []
        if tag == "tr":
            self.rows.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in ("td", "th"):
            self.rows[-1] += "|"

    def handle_data(self, data: str) -> None:
        if "tr" in self.open:
            self.rows[-1] += data.strip()


def _read(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    found.close()
    return found


def test_every_element_is_closed_and_every_link_leads_somewhere(html: str) -> None:
    found = _read(html)
    assert html.startswith("<!DOCTYPE html>")
    assert not found.open
    assert len(set(found.names)) == len(found.names)
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(found.names)


def test_nothing_is_asked_of_anybody(html: str) -> None:
    assert not re.search(r"https?:|//\w|url\(|@import|<(script|link|img|iframe)", html)
    assert "default-src 'none'" in html


def test_no_value_of_a_row_is_told(html: str) -> None:
    assert CANARY not in html


def test_names_from_files_are_text(html: str) -> None:
    assert "<script" not in html.lower()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def _counts(record: DayRecord) -> str:
    files = record["counts"]
    old = sum(f.get("superseded", 0) for f in files)
    return (
        f"{sum(f['read'] for f in files)}|{sum(f['accepted'] for f in files)}|"
        f"{sum(f['quarantined'] for f in files)}|{old}|"
    )


@pytest.mark.parametrize(
    ("day", "came"),
    [(PASSED, "✓ passed"), (WARNED, "! warned"), (RELEASED, "○ released")],
)
def test_a_day_is_told_as_its_record_has_it(
    home: Home, html: str, day: date, came: str
) -> None:
    record = read_record(day_folder(home.lake, "orders", day))
    assert record is not None
    assert f"{day}|{came}|{_counts(record)}" in _read(html).rows


def test_the_repeated_rows_of_a_day_are_superseded(html: str) -> None:
    assert f"{PASSED}|✓ passed|44|44|0|4|" in _read(html).rows
    assert "orders|2024-03-06|✕ held|6|269|234|35|4|" in _read(html).rows


def test_a_held_day_is_told_with_what_settles_it(home: Home, html: str) -> None:
    (held,) = [each for each in held_days(home) if not each["released"]]
    counts = held["counts"]
    read = sum(count["read"] for count in counts)
    bad = sum(count["quarantined"] for count in counts)
    rows = _read(html).rows
    assert f"{HELD}|✕ held(1 unreadable)|{read}|{read - bad}|{bad}|–|" in rows
    assert "1 landing day is held" in html
    assert f"Found: {bad + 1} of {read + 1} rows are refused." in html
    for command in ("show", "export", "release"):
        assert f"loyalty quarantine {command} {HELD} " in html


def test_the_shop_lists_reasons_files_and_what_waits(html: str) -> None:
    rows = _read(html).rows
    # of the released day and the held one
    rule = "amount is not a decimal with at most 2 places"
    assert f"orders|{rule}|{15 + 20} rows|last on {HELD}|" in rows
    assert "orders|member|3|2024-03-02|" in rows
    assert f"<li>orders, {HELD}: b.csv</li>" in html
    assert "ordres/ is no feed; is it orders?" in html


def test_a_promise_is_told_day_by_day(home: Home) -> None:
    orders = feed_quality("orders", days_of_feeds(home)["orders"], Mark(HELD, "passed"))
    few = next(
        p for p in orders.promises if p.says.startswith("At most 5 % of a day's r")
    )
    assert [mark.came for mark in few.marks] == [
        "passed", "passed", "passed", "passed", "released", "held",
    ]  # fmt: skip
    new = next(p for p in orders.promises if p.says.startswith("No columns turn up"))
    assert [mark.came for mark in new.marks][:4] == [
        "unasked", "passed", "passed", "warned",
    ]  # fmt: skip


def test_a_home_in_which_nothing_landed_has_a_page(tmp_path: Path) -> None:
    html = render(subject(Home(tmp_path)), tmp_path)
    assert "Nothing is held." in html
    assert "Nothing has landed." in html
    assert not _read(html).open


def test_what_an_earlier_release_did_not_count_is_no_0(tmp_path: Path) -> None:
    home = Home(tmp_path)
    old = FileCount(
        name="a", read=9, accepted=8, quarantined=1, whole=False, ignored=[]
    )
    write_record(
        day_folder(home.lake, "orders", PASSED), DayRecord(files=[], counts=[old])
    )
    rows = _read(render(subject(home), tmp_path)).rows
    assert f"{PASSED}|? unknown|9|8|1|–|" in rows


def _history() -> Iterator[tuple[date, DayRecord]]:
    """Three years of days, one in three of which is warned of a dozen times."""
    for number in range(3 * 365):
        found = [
            Broken(promise=f"{n:08}", holds=False, found="12 of 30 rows break it " * 3)
            for n in range(12)
        ]
        count = FileCount(
            name=f"export_{number}.csv", read=1_000, accepted=990, quarantined=10,
            whole=False, ignored=[], superseded=3,
        )  # fmt: skip
        yield (
            date(2022, 1, 1) + timedelta(number),
            DayRecord(
                files=[], counts=[count],
                judged=Judged(kept=["a" * 8] * 12, broken=found * (number % 3 == 0)),
            ),
        )  # fmt: skip


@pytest.mark.slow
def test_three_years_of_every_feed_are_a_small_page(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for feed in FEEDS:
        for day, record in _history():
            write_record(day_folder(home.lake, feed, day), record)
    html = render(subject(home), tmp_path)
    assert len(html.encode()) < 2_000_000
    january = "2022-01|31|20 passed,11 warned|31,000|30,690|310|93|"
    assert _read(html).rows.count(january) == len(FEEDS)
