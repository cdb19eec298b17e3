"""Rejected rows become a file that a person mends and lands again."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import ACCEPTED, QUARANTINED, stage
from loyalty_pipeline.guard import exporting, held_days
from loyalty_pipeline.home.layout import Home
from tests.feeds.file_formats import write
from tests.support.cli import loyalty
from tests.support.staged_rows import DAY, Staged, land, promote, read, row
from tests.support.workbooks import workbook

NEXT = date(2025, 1, 3)
ORDERS = """\
order_id,member_id,ordered_at,amount,currency,channel
o1,m1,2025-01-01T10:00:00Z,12.34,EUR,"a ""b"",
c"
o2,m1,2025-01-01T10:00:00Z,free,EUR,"two, and
"" three"
o3,m1,2025-01-01T10:00:00Z,7.5O,EUR,
"""
GERMAN = """
feeds:
  orders:
    delimiter: ";"
    encoding: windows-1252
    decimal_mark: ","
    thousands_separator: "."
    timezone: Europe/Berlin
    columns: {order_id: Nummer, amount: Betrag}
    constants: {currency: EUR}
    null_words: ["-"]
    values:
      status: {bezahlt: completed, completed: cancelled}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def refused(root: Path, text: str, name: str = "a.csv", feed: str = "orders") -> None:
    """Land a text as the only day, and take it in."""
    write(root, feed, name, text)
    promote(root, Home(root), feed)


def exported(home: Home, feed: str | None = None) -> Path:
    file = home.root / "mended.csv"
    exporting.export(home, home.root / "landing", DAY, file, feed)
    return file


def landed_again(home: Home, file: Path, feed: str = "orders") -> Staged:
    """Land a file on the next day, and stage that."""
    folder = home.root / "landing" / feed / f"landed_on={NEXT}"
    folder.mkdir()
    file.rename(folder / file.name)
    (_, day) = landing_days(home.root / "landing", feed)
    staging = home.root / "again"
    record = stage(FEEDS[feed], day, staging)
    return Staged(record, read(staging / ACCEPTED), read(staging / QUARANTINED))


def mend(file: Path, wrong: str, right: str, encoding: str = "utf-8") -> None:
    text = file.read_bytes().decode(encoding)
    assert wrong in text
    file.write_bytes(text.replace(wrong, right).encode(encoding))


def test_a_mended_row_is_accepted_where_it_is_landed_again(home: Home) -> None:
    refused(home.root, ORDERS)
    file = exported(home)
    mend(file, ",free,", ",5.00,")
    found = landed_again(home, file)
    (only,) = found.accepted
    assert (only["order_id"], only["amount_cents"]) == ("o2", 500)
    assert only["channel"] == 'two, and\n" three'
    assert found.record["counts"][0]["ignored"] == [
        "rejected_because", "rejected_from",
    ]  # fmt: skip
    (still,) = found.quarantined
    assert still["reasons"] == "amount '7.5O' is not a decimal with at most 2 places"


def test_a_file_has_the_columns_that_landed_then_why_and_where(home: Home) -> None:
    refused(home.root, ORDERS)
    with exported(home).open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == [
        "order_id", "member_id", "ordered_at", "amount", "currency", "channel",
        "rejected_because", "rejected_from",
    ]  # fmt: skip
    why = "amount '7.5O' is not a decimal with at most 2 places"
    at = "2025-01-01T10:00:00Z"
    assert rows[1] == ["o3", "m1", at, "7.5O", "EUR", "", why, "a.csv, row 3"]


def test_a_file_looks_as_landing_yaml_says(home: Home) -> None:
    (home.root / "landing").mkdir()
    (home.root / "landing" / "landing.yaml").write_text(GERMAN, encoding="utf-8")
    text = (
        "Nummer;member_id;ordered_at;Betrag;status;channel\r\n"
        "1;m1;2025-01-01 10:00;1.234,567;bezahlt;Büro\r\n"
        "2;m1;2025-01-01 10:00;-;completed;-\r\n"
    )
    write(home.root, "orders", "a.csv", text.encode("windows-1252"))
    promote(home.root, home)
    file = exported(home)
    mend(file, "1.234,567", "1.234,56", "windows-1252")
    mend(file, "10:00;;", "10:00;2;", "windows-1252")
    found = landed_again(home, file)
    names = ("order_id", "amount_cents", "currency", "status", "channel")
    assert [tuple(r[n] for n in names) for r in found.accepted] == [
        ("1", 123456, "EUR", "completed", "Büro"),
        ("2", 200, "EUR", "cancelled", None),
    ]
    assert str(found.accepted[0]["ordered_at"]) == "2025-01-01 09:00:00"


def test_native_values_are_not_written_in_another_look(home: Home) -> None:
    (home.root / "landing").mkdir()
    (home.root / "landing" / "landing.yaml").write_text(GERMAN, encoding="utf-8")
    bad = row("orders", amount="1.234::decimal(9, 3)", ordered_at="'never'")
    land(home.root, "orders", bad.replace('"currency"', '"other"'))
    promote(home.root, home)
    file = home.root / "mended.csv"
    (found,) = exporting.export(home, home.root / "landing", DAY, file)
    assert found.rows == 0
    assert not file.exists()
    assert found.left == [
        "rows.parquet has values of types of their own, which do not look as"
        " landing.yaml says: mend the file itself"
    ]


def test_a_row_that_is_no_row_is_written_as_its_line(home: Home) -> None:
    refused(home.root, ORDERS + "o4,m1,too,short\n" + 'o5,"m,,,,\n')
    file = exported(home)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [r["rejected_line"] for r in rows] == [
        "",
        "",
        "o4,m1,too,short",
        'o5,"m,,,,',
    ]
    assert [r["order_id"] for r in rows] == ["o2", "o3", "", ""]
    found = landed_again(home, file)
    assert found.accepted == []
    assert len(found.quarantined) == 4


def test_a_line_with_a_key_twice_is_written_as_its_line(home: Home) -> None:
    line = '{"order_id": "1", "order_id": "2"}'
    refused(home.root, f"{line}\n", "a.jsonl")
    with exported(home).open(encoding="utf-8-sig", newline="") as stream:
        (only,) = csv.DictReader(stream)
    assert (only["rejected_line"], only["order_id"]) == (line, "")


def test_an_unreadable_file_is_named_and_not_written(home: Home) -> None:
    write(home.root, "orders", "b.csv", "order_id\n1\n")
    refused(home.root, ORDERS)
    (found,) = exporting.export(
        home, home.root / "landing", DAY, home.root / "mended.csv"
    )
    assert found.rows == 2
    (left,) = found.left
    assert left.startswith("b.csv: the file cannot be read: required columns")


def test_rows_of_a_held_day_are_written_once_beside_the_lake_s(home: Home) -> None:
    refused(home.root, ORDERS)
    (day,) = landing_days(home.root / "landing", "orders")
    more = ORDERS + "o9,m1,never,1,EUR,\n"
    (home.root / "landing" / "orders" / f"landed_on={DAY}" / "a.csv").write_text(more)
    record = stage(FEEDS["orders"], day, day_folder(home.staging, "orders", DAY))
    assert not held_days.may_pass(home, "orders", DAY, record, {"few": ["bad"]})
    with exported(home).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [r["order_id"] for r in rows] == ["o2", "o3", "o9"]


def test_each_feed_has_a_file_of_its_own(home: Home) -> None:
    refused(home.root, ORDERS)
    refused(home.root, "member_id,registered_at\nm1,never\n", feed="members")
    ran = loyalty(
        "quarantine", "export", DAY.isoformat(), home.root / "bad.csv",
        "--home", home.root,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    files = sorted(home.root.glob("bad*"))
    assert [file.name for file in files] == ["bad-members.csv", "bad-orders.csv"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert f"orders: 2 rows written to {files[1]}" in ran.stdout
    one = exported(home, "members")
    assert one.read_text(encoding="utf-8-sig").startswith("member_id,registered_at,")


def test_no_file_is_written_over(home: Home) -> None:
    refused(home.root, ORDERS)
    refused(home.root, "member_id,registered_at\nm1,never\n", feed="members")
    there = home.root / "bad-orders.csv"
    there.write_text("mended by hand")
    with pytest.raises(LoyaltyError, match="is there already"):
        exporting.export(home, home.root / "landing", DAY, home.root / "bad.csv")
    assert there.read_text() == "mended by hand"
    assert not (home.root / "bad-members.csv").exists()


@pytest.mark.parametrize(
    ("day", "file", "feed", "says"),
    [
        (NEXT, "bad.csv", None, "no row that landed on 2025-01-03 is rejected"),
        (DAY, "bad.csv", "members", "no row of members that landed on 2025-01-02"),
        (DAY, "bad.csv", "order", "'order' is no feed"),
        (DAY, "bad.xlsx", None, "name a file that ends in .csv"),
        (DAY, "no/bad.csv", None, "the folder of the file is not there"),
    ],
)
def test_what_cannot_be_written_is_said(
    home: Home, day: date, file: str, feed: str | None, says: str
) -> None:
    refused(home.root, ORDERS)
    with pytest.raises(LoyaltyError, match=says):
        exporting.export(home, home.root / "landing", day, home.root / file, feed)


def test_rows_of_a_workbook_are_mended_as_csv(home: Home) -> None:
    (home.root / "landing").mkdir()
    said = "feeds: {orders: {timezone: Europe/Berlin, decimal_mark: ','}}"
    (home.root / "landing" / "landing.yaml").write_text(said)
    at = datetime(2025, 1, 1, 12)
    workbook(
        home.root / "landing" / "orders" / f"landed_on={DAY}" / "a.xlsx",
        [
            ["order_id", "member_id", "ordered_at", "amount", "currency"],
            ["o1", "m1", at, 12.345, "EUR"],
            [1234567890123450, "m1", at, 7.5, "EUR"],
        ],
    )
    promote(home.root, home)
    file = exported(home)
    text = file.read_text(encoding="utf-8-sig")
    assert 'o1,m1,2025-01-01 12:00:00,"12,345",EUR' in text
    assert "a.xlsx, row 3" in text
    mended = text.replace("12,345", "12,34").replace("1234567890123450", "o2")
    file.write_text(mended, encoding="utf-8")
    found = landed_again(home, file)
    assert [row["amount_cents"] for row in found.accepted] == [1234, 750]
    assert {row["ordered_at"] for row in found.accepted} == {datetime(2025, 1, 1, 11)}
