"""Workbooks of Excel: cells are what their owner sees; what Excel lost is refused."""

import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from loyalty_pipeline.cli.main import main
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.sources import excel_parts
from loyalty_pipeline.feeds.sources.excel_cells import told
from tests.feeds.file_formats import FULL, land_as, without_file
from tests.support.staged_rows import DAY, Row, Staged, staged
from tests.support.workbooks import (
    ERROR,
    FORMULA,
    FORMULA_WITHOUT_VALUE,
    LENGTH,
    Page,
    Raw,
    Rows,
    workbook,
)

HEADER = ["order_id", "member_id", "ordered_at", "amount", "currency"]
NOON = datetime(2025, 1, 1, 12)
ORDER: list[object] = ["o1", "m1", NOON, 12.34, "CNY"]


def _file(root: Path, feed: str = "orders", name: str = "rows.xlsx") -> Path:
    return root / "landing" / feed / f"landed_on={DAY}" / name


def _orders(root: Path, *rows: Sequence[object], header: list[str] = HEADER) -> Staged:
    workbook(_file(root), [header, *rows])
    return staged(root, "orders")


def _order(root: Path, **changed: object) -> Row:
    """The lake row of a sound order with some cells of its own."""
    row = {**dict(zip(HEADER, ORDER, strict=True)), **changed}
    found = _orders(root, [*row.values()], header=[*row])
    assert found.reasons == []
    (only,) = found.accepted
    return only


def _refused(root: Path, **changed: object) -> str:
    row = {**dict(zip(HEADER, ORDER, strict=True)), **changed}
    found = _orders(root, [*row.values()], header=[*row])
    (reason,) = found.reasons
    return str(reason)


def _declare(root: Path, text: str) -> None:
    (root / "landing").mkdir(exist_ok=True)
    (root / "landing" / "landing.yaml").write_text(text, encoding="utf-8")


def _whole(root: Path) -> str:
    """Why the only landed file cannot be read."""
    found = staged(root, "orders")
    (only,) = found.quarantined
    assert only["row_position"] == 0
    return str(only["reasons"])


@pytest.mark.parametrize("feed", FEEDS)
def test_a_full_row_of_texts_is_as_that_of_csv(tmp_path: Path, feed: str) -> None:
    row = FULL[feed]
    workbook(_file(tmp_path, feed), [[*row], [*row.values()]])
    found = staged(tmp_path, feed)
    assert found.reasons == []
    (only,) = found.accepted
    (tmp_path / "csv").mkdir()
    land_as(tmp_path / "csv", "csv", feed, row)
    (same,) = staged(tmp_path / "csv", feed).accepted
    assert {**without_file(only), "row_position": 1} == without_file(same)


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        (49.9, 4990), (12, 1200), (0.30000000000000004, 30), (1e3, 100_000),
        (FORMULA, 5997), (999_999_999.99, 99_999_999_999), ("49.90", 4990),
        (Raw("<v>1.2E-1</v>"), 12), (Raw("<v>0.15</v>", ' s="4"'), 15),
    ],
)  # fmt: skip
def test_an_amount_is_what_excel_shows_in_full(
    tmp_path: Path, cell: object, cents: int
) -> None:
    assert _order(tmp_path, amount=cell)["amount_cents"] == cents


@pytest.mark.parametrize("cell", [12.345, 33.3333333333333, 1e400, "12,50", True, NOON])
def test_what_is_no_amount_is_refused(tmp_path: Path, cell: object) -> None:
    cell = Raw("<v>1e400</v>") if cell == 1e400 else cell
    assert "is not a decimal with at most 2 places" in _refused(tmp_path, amount=cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1001, "1001"), (1001.0, "1001"), ("00123", "00123"), (10**15 - 1, "9" * 15),
        (Raw("<v>1.001E3</v>"), "1001"), (0, "0"), ("A-7", "A-7"),
    ],
)  # fmt: skip
def test_an_id_typed_as_a_number_is_its_digits(
    tmp_path: Path, cell: object, text: str
) -> None:
    assert _order(tmp_path, order_id=cell)["order_id"] == text


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (1234567890123450, "is a number of more than 15 digits, of which Excel keeps"),
        (1.23456789012346e19, "format the column as text"),
        (10**15, "format the column as text"),
        (1001.5, "came as a number with a fraction, which is no id"),
        (
            date(2025, 3, 1),
            "is a date or time, which Excel may have made of something else",
        ),
        (NOON, "is a date or time"),
        (Raw("<v>0.5</v>", f' s="{LENGTH}"'), "is a date or time"),
    ],
)
def test_an_id_that_excel_has_spoiled_is_refused(
    tmp_path: Path, cell: object, says: str
) -> None:
    assert says in _refused(tmp_path, order_id=cell)


@pytest.mark.parametrize("column", ["order_id", "status", "updated_at"])
@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (ERROR, "holds an error of Excel such as #N/A"),
        (FORMULA_WITHOUT_VALUE, "holds a formula of which no value was kept"),
    ],
)
def test_a_cell_whose_value_is_lost_is_not_taken_for_empty(
    tmp_path: Path, column: str, cell: object, says: str
) -> None:
    assert _refused(tmp_path, **{column: cell}) == f"{column} {says}" + (
        ": mend its formula"
        if cell is ERROR
        else ": open the workbook in Excel and save it"
    )


def test_errors_in_columns_that_are_not_read_do_not_matter(tmp_path: Path) -> None:
    assert _order(tmp_path, note=ERROR)["order_id"] == "o1"


def test_cells_are_what_they_are(tmp_path: Path) -> None:
    day = date(1990, 2, 28)
    row = {"member_id": 7, "registered_at": NOON, "birth_date": day, "phone": 8610.0,
           "control_group": True, "region": 12.5}  # fmt: skip
    workbook(_file(tmp_path, "members"), [[*row], [*row.values()]])
    (member,) = staged(tmp_path, "members").accepted
    kept = [member[name] for name in row]
    assert kept == ["7", NOON, day, "8610", True, "12.5"]


@pytest.mark.parametrize("since_1904", [False, True])
def test_both_of_excels_calendars(tmp_path: Path, since_1904: bool) -> None:
    at = datetime(2025, 1, 1, 23, 59, 59)
    row = [*ORDER]
    row[2] = at
    workbook(_file(tmp_path), [HEADER, row], since_1904=since_1904)
    (order,) = staged(tmp_path, "orders").accepted
    assert order["ordered_at"] == at


def test_cells_of_instants_have_no_offset_which_is_told(tmp_path: Path) -> None:
    found = _orders(tmp_path, ORDER, ["o2", *ORDER[1:]])
    assert found.record["counts"][0].get("without_offset") == 2
    _declare(tmp_path, "defaults: {timezone: Asia/Shanghai}")
    found = staged(tmp_path, "orders")
    assert {row["ordered_at"] for row in found.accepted} == {datetime(2025, 1, 1, 4)}
    assert found.record["counts"][0].get("without_offset") == 0


def test_a_midnight_among_instants_is_one(tmp_path: Path) -> None:
    midnight = datetime(2025, 1, 1)
    found = _orders(tmp_path, ORDER, ["o2", "m1", midnight, 1, "CNY"])
    assert [row["ordered_at"] for row in found.accepted] == [NOON, midnight]


def test_bare_dates_are_instants_where_that_is_declared(tmp_path: Path) -> None:
    row = ["o1", "m1", date(2025, 1, 1), 1, "CNY"]
    assert "is not an ISO 8601 instant" in str(_orders(tmp_path, row).reasons)
    _declare(tmp_path, "defaults: {timezone: Asia/Shanghai, dates_are_instants: true}")
    (order,) = staged(tmp_path, "orders").accepted
    assert order["ordered_at"] == datetime(2024, 12, 31, 16)


FORMATS = """\
defaults:
  timezone: Europe/Berlin
  date_format: "%d.%m.%Y"
  instant_format: "%d.%m.%Y %H:%M"
  decimal_mark: ","
  thousands_separator: "."
"""


def test_declared_formats_are_those_of_texts(tmp_path: Path) -> None:
    _declare(tmp_path, FORMATS)
    in_winter = datetime(2025, 1, 1, 11)
    assert _order(tmp_path)["ordered_at"] == in_winter
    assert _order(tmp_path, amount=1234.5)["amount_cents"] == 123_450
    order = _order(tmp_path, ordered_at="01.01.2025 12:00", amount="1.234,50")
    assert (order["ordered_at"], order["amount_cents"]) == (in_winter, 123_450)


def test_cells_and_texts_of_a_declared_format_do_not_stand_together(
    tmp_path: Path,
) -> None:
    """Excel has made a date of 03.04., in its own order, and none of 13.04."""
    _declare(tmp_path, FORMATS)
    found = _orders(tmp_path, ORDER, ["o2", "m1", "13.04.2025 10:00", 1, "CNY"])
    assert [row["order_id"] for row in found.accepted] == ["o2"]
    assert "is not an instant written like 31.12.2025 23:59" in str(found.reasons)


def test_rows_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ORDER, [], ["", None], ["o2", "m1", NOON, "much", "CNY"], []]
    workbook(_file(tmp_path), Page("Orders", rows, first_row=4, first_column=2))
    found = staged(tmp_path, "orders")
    assert [row["row_position"] for row in found.accepted] == [5]
    assert [row["row_position"] for row in found.quarantined] == [8]
    assert found.record["counts"][0]["read"] == 2


def test_rows_of_merged_cells_say_so(tmp_path: Path) -> None:
    rows: Rows = [HEADER, ORDER, [None, "m1", NOON, 5, "CNY"]]
    workbook(_file(tmp_path), Page("Orders", rows, merged=["A2:A3", "H1:H90"]))
    found = staged(tmp_path, "orders")
    assert len(found.accepted) == 1
    assert found.reasons == [
        "order_id lies in merged cells, of which only the first has a value: unmerge"
        " them"
    ]


def test_of_several_sheets_one_must_be_named(tmp_path: Path) -> None:
    pages = [Page("March & April", [HEADER, ORDER]), Page("Notes", [["hello"]])]
    empty = [Page("Sheet3", []), Page("Lists", [["x"]], is_hidden=True)]
    workbook(_file(tmp_path), *pages, *empty)
    says = _whole(tmp_path)
    assert "it has several sheets ('March & April', 'Notes')" in says
    assert 'such as `sheet: "March & April"`' in says
    _declare(tmp_path, 'feeds: {orders: {sheet: "March & April"}}')
    assert len(staged(tmp_path, "orders").accepted) == 1
    _declare(tmp_path, "feeds: {orders: {sheet: May}}")
    assert "names the sheet 'May', and its sheets are 'March & April'" in _whole(
        tmp_path
    )
    workbook(_file(tmp_path), pages[0], *empty)
    _declare(tmp_path, "{}")
    assert len(staged(tmp_path, "orders").accepted) == 1


def test_a_title_above_the_header_is_said_to_be_none(tmp_path: Path) -> None:
    workbook(_file(tmp_path), [["Sales in March"], [], HEADER, ORDER])
    says = _whole(tmp_path)
    assert "its columns are 'Sales in March'" in says
    assert "a sheet's header is its first row that is not empty" in says


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is no workbook that can be read"),
        (b"order_id,member_id\n", "save it as .xlsx anew"),
        (b"<html><table>", "save it as .xlsx anew"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "locked with a password"),
    ],
)
def test_what_is_no_workbook_says_what_to_do(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file = _file(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert says in _whole(tmp_path)


@pytest.mark.parametrize("cut", [9, 400, 2_000])
def test_a_workbook_that_was_cut_short(tmp_path: Path, cut: int) -> None:
    file = workbook(_file(tmp_path), [HEADER, ORDER])
    file.write_bytes(file.read_bytes()[:-cut])
    assert "it is no workbook that can be read" in _whole(tmp_path)


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]]])
def test_an_empty_workbook_has_no_header(tmp_path: Path, rows: Rows) -> None:
    workbook(_file(tmp_path), rows)
    assert "it is empty, without a header" in _whole(tmp_path)


def test_a_header_alone_is_no_fault(tmp_path: Path) -> None:
    assert _orders(tmp_path).record["counts"][0]["read"] == 0


@pytest.mark.parametrize("name", ["a.xls", "a.ods"])
def test_older_workbooks_hide_their_errors_and_are_refused(
    tmp_path: Path, name: str
) -> None:
    workbook(_file(tmp_path, name=name), [HEADER, ORDER])
    assert "save it as .xlsx or CSV UTF-8" in _whole(tmp_path)


def test_one_cell_far_out_costs_no_memory(tmp_path: Path) -> None:
    """Laid out whole, the sheet would have seventeen billion cells."""
    workbook(_file(tmp_path), [HEADER, ORDER, [Raw("<v>1</v>", ref="XFD1048576")]])
    says = _whole(tmp_path)
    assert "its cells lie as far as row 1,048,576 and column 16,384" in says


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_parts, "MOST_BYTES", 1 << 20)
    rows: Rows = [HEADER, *([f"o{n}", *ORDER[1:]] for n in range(9_000))]
    workbook(_file(tmp_path), rows)
    assert "of a workbook at most 1 MB are read: save it as CSV UTF-8" in _whole(
        tmp_path
    )


def test_chunks_of_a_sheet_lose_no_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_parts, "_CHUNK", 7)
    rows = [[f"o{n}", "m1", NOON, ERROR, "CNY"] for n in range(9)]
    assert len(_orders(tmp_path, *rows).reasons) == 9


def test_without_the_library_the_run_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(LoyaltyError, match="which is not installed") as refused:
        _orders(tmp_path, ORDER)
    assert "pip install 'loyalty-pipeline[excel]'" in refused.value.remedy


def test_the_sample_of_a_workbook_names_cells_that_are_lost(tmp_path: Path) -> None:
    workbook(_file(tmp_path), [HEADER, ORDER, ["o2", "m1", NOON, ERROR, "CNY"]])
    ran = CliRunner().invoke(main, ["validate", "--landing", str(tmp_path / "landing")])
    assert ran.exit_code == 1, ran.output
    assert (
        "1 of 2 are refused: amount holds an error of Excel such as #N/A" in ran.output
    )


def _with_namespaces(xml: str) -> str:
    """As some libraries write it: each name of the sheet with a prefix."""
    prefixed = re.sub(r"<(/?)(\w+)", r"<\1x:\2", xml.split("?>", 1)[1])
    return '<?xml version="1.0"?>' + prefixed.replace("xmlns=", "xmlns:x=")


def _without_places(xml: str) -> str:
    return re.sub(r' r="[A-Z]*\d+"', "", xml)


def _with_texts_inside(xml: str) -> str:
    inside = '<is><r><t>o</t></r><r><t xml:space="preserve">2</t></r></is>'
    cell = r'(<c r="A3") t="s"><v>\d+</v>'
    return re.sub(cell, rf'\1 t="inlineStr">{inside}', xml)


@pytest.mark.parametrize(
    "written", [_with_namespaces, _without_places, _with_texts_inside]
)
def test_sheets_as_other_software_writes_them(
    tmp_path: Path, written: Callable[[str], str]
) -> None:
    file = _file(tmp_path)
    broken = ["o3", "m1", NOON, ERROR, "CNY"]
    workbook(tmp_path / "plain.xlsx", [HEADER, ORDER, ["o2", *ORDER[1:]], broken])
    file.parent.mkdir(parents=True)
    with (
        zipfile.ZipFile(tmp_path / "plain.xlsx") as plain,
        zipfile.ZipFile(file, "w") as archive,
    ):
        for part in plain.namelist():
            xml = plain.read(part).decode()
            is_sheet = "worksheets" in part
            archive.writestr(part, written(xml) if is_sheet else xml)
    found = staged(tmp_path, "orders")
    assert [row["order_id"] for row in found.accepted] == ["o1", "o2"]
    assert [row["row_position"] for row in found.quarantined] == [4]
    assert "amount holds an error" in str(found.reasons)


def test_numbers_of_any_length_are_told_alike() -> None:
    random = Random(7)
    for _ in range(20_000):
        digits = random.randrange(1, 16)
        number = random.randrange(10**digits) * 10.0 ** -random.randrange(12)
        kind, text = told(float(format(number, ".15g")))
        assert Decimal(text) == Decimal(format(number, ".15g"))
        assert (kind == "n") == (Decimal(text) % 1 == 0)
        assert "E" not in text.upper()
