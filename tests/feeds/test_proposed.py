"""A landing.yaml is proposed from a file's header and first rows."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty_pipeline.cli.main import main
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.declared.loading import looks
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.declared.proposed.proposal import propose
from tests.feeds.file_formats import write
from tests.feeds.test_shop_exports import MAGENTO, SHOPIFY, WOOCOMMERCE
from tests.support.staged_rows import staged
from tests.support.workbooks import Page, Rows, workbook


def proposed(
    root: Path,
    content: str | bytes,
    feed: str | None = "orders",
    name: str = "export.csv",
) -> tuple[FeedLook, list[str]]:
    """What is proposed, as landing.yaml is read, and its lines."""
    file = root / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = propose(file, feed)
    said = root / "landing.yaml"
    said.write_text(text, encoding="utf-8")
    return looks(said)[feed or "orders"], [line.strip() for line in text.split("\n")]


def orders(*rows: str, header: str = "order_id;amount;ordered_at") -> str:
    return "\n".join([header, *rows, ""])


def test_a_file_as_the_contract_has_it_needs_nothing(tmp_path: Path) -> None:
    text = (
        "order_id,member_id,ordered_at,amount,currency\n1,2,2025-01-01T10:00Z,5,EUR\n"
    )
    look, lines = proposed(tmp_path, text)
    assert look.is_plain
    assert [line for line in lines if line.startswith("#")] == lines[:2]


def test_woocommerce(tmp_path: Path) -> None:
    look, lines = proposed(tmp_path, WOOCOMMERCE)
    assert (look.delimiter, look.encoding) == (";", "cp1252")
    assert (look.decimal_mark, look.thousands_separator) == (",", ".")
    assert look.columns == {
        "order_id": "Order Number",
        "member_id": "Customer User Id",
        "ordered_at": "Order Date",
        "amount": "Order Total Amount",
        "status": "Order Status",
    }
    assert any(line.startswith("# timezone: UTC") for line in lines)
    assert '# constants: {currency: "…"}  # required, and no column is like it' in (
        lines
    )


def test_shopify(tmp_path: Path) -> None:
    look, lines = proposed(tmp_path, SHOPIFY)
    assert look.columns == {
        "ordered_at": "Created at",
        "amount": "Total",
        "status": "Financial Status",
    }
    assert look.instant_format is None  # 2024-03-01 10:00:00 -0500 is the contract's
    for ours, theirs in [
        ("order_id", "Name"),
        ("order_id", "Id"),
        ("member_id", "Email"),
    ]:
        assert f'# {ours}: "{theirs}"  # is it this one?' in lines
    assert (
        '# values: {status: {"paid": ?, "voided": ?}}  # each one of completed,'
        " cancelled" in lines
    )


def test_magento(tmp_path: Path) -> None:
    look, lines = proposed(
        tmp_path, MAGENTO.replace("Grand Total (Base)", "Grand Total")
    )
    assert look.thousands_separator == ","
    assert look.columns["amount"] == "Grand Total"
    assert '# instant_format: "%b %d, %Y %I:%M:%S %p"' in lines


def test_what_is_proposed_reads_the_file(tmp_path: Path) -> None:
    text = orders(
        "1;7;31.12.2024 10:00 +0100;1.234,50;EUR",
        "2;8;01.02.2024 10:00 +0100;12,00;EUR",
        header="Order ID;Customer ID;Order Date;Total;Currency",
    )
    file = write(tmp_path, "orders", "a.csv", text)
    said = propose(file)
    (tmp_path / "landing" / "landing.yaml").write_text(said, encoding="utf-8")
    found = staged(tmp_path, "orders")
    assert found.reasons == []
    assert [r["amount_cents"] for r in found.accepted] == [123450, 1200]
    assert [str(r["ordered_at"]) for r in found.accepted] == [
        "2024-12-31 09:00:00",
        "2024-02-01 09:00:00",
    ]


def test_a_day_that_may_be_a_month_is_a_choice(tmp_path: Path) -> None:
    look, lines = proposed(
        tmp_path, "member_id,birth_date\n1,03/04/1990\n2,05/06/1990\n", "members"
    )
    assert look.date_format is None
    assert '# date_format: "%d/%m/%Y"  # one of 2 that fit' in lines
    assert '# date_format: "%m/%d/%Y"  # one of 2 that fit' in lines
    text = "member_id,birth_date\n1,03/04/1990\n2,25/06/1990\n"
    look, _ = proposed(tmp_path, text, "members")
    assert look.date_format == "%d/%m/%Y"


def test_days_of_two_formats_are_no_format(tmp_path: Path) -> None:
    text = "member_id,birth_date\n1,31.12.1990\n2,12/31/1990\n"
    look, lines = proposed(tmp_path, text, "members")
    assert look.date_format is None
    assert '# date_format: no usual one is that of all, such as "31.12.1990"' in lines


def test_groups_that_may_be_decimals_are_a_choice(tmp_path: Path) -> None:
    look, lines = proposed(tmp_path, orders("1;1.234;2025-01-01T10:00Z"))
    assert look.thousands_separator is None
    assert '# thousands_separator: "."  # or are these decimals?' in lines
    look, _ = proposed(tmp_path, orders("1;12,50;2025-01-01T10:00Z"))
    assert (look.decimal_mark, look.thousands_separator) == (",", None)


def test_dates_as_instants_need_a_clock(tmp_path: Path) -> None:
    _, lines = proposed(tmp_path, orders("1;5;2025-01-01"))
    assert (
        "# dates_are_instants: true  # with timezone: some instants are dates" in lines
    )
    assert any(line.startswith("# timezone: UTC") for line in lines)


def test_words_for_nothing_and_for_true(tmp_path: Path) -> None:
    text = "member_id,birth_date,control_group,region\n1,N/A,ja,x\n2,N/A,nein,y\n"
    look, _ = proposed(tmp_path, text, "members")
    assert look.null_words == ("N/A",)
    assert (look.true_words, look.false_words) == (("ja",), ("nein",))
    look, _ = proposed(tmp_path, text.replace(",x", ",N/A"), "members")
    assert look.null_words == ()


@pytest.mark.parametrize(
    ("encoding", "text", "declared"),
    [
        ("utf-16", "Größe", "utf-16"),
        ("windows-1252", "Größe für Müller", "cp1252"),
        ("utf-8-sig", "Größe", None),
    ],
)
def test_an_encoding(
    tmp_path: Path, encoding: str, text: str, declared: str | None
) -> None:
    content = f"order_id,channel\n1,{text}\n".encode(encoding)
    assert proposed(tmp_path, content)[0].encoding == declared


def test_an_encoding_of_several_is_a_choice(tmp_path: Path) -> None:
    content = "order_id,channel\n1,普通会员\n".encode("gb18030")
    look, lines = proposed(tmp_path, content)
    assert any(
        line.removeprefix("# ").startswith('encoding: "gb18030"') for line in lines
    )
    assert look.encoding in (None, "gb18030")


def test_the_feed_is_that_of_the_folder_or_the_likeliest(tmp_path: Path) -> None:
    text = "Customer ID,Registered At,Email\n1,2025-01-01T10:00Z,a@example.org\n"
    file = tmp_path / "export.csv"
    file.write_text(text)
    assert "\n  members:  # " in propose(file)
    folder = tmp_path / "surveys" / "landed_on=2025-01-02"
    folder.mkdir(parents=True)
    assert "\n  surveys:" in propose(file.rename(folder / "a.csv"))
    with pytest.raises(LoyaltyError, match="'order' is no feed"):
        propose(folder / "a.csv", "order")


def test_other_formats_and_files_of_nothing(tmp_path: Path) -> None:
    line = '{"Order Number": "1", "Total": 5, "Created at": "31.12.2024 10:00 +0100"}\n'
    look, _ = proposed(tmp_path, line, name="a.jsonl")
    assert look.columns["order_id"] == "Order Number"
    assert look.instant_format == "%d.%m.%Y %H:%M %z"
    for name in ("a.csv", "a.jsonl", "a.parquet", "a.xlsx"):
        (tmp_path / name).write_bytes(b"")
        with pytest.raises(LoyaltyError, match="its header and first rows"):
            propose(tmp_path / name)


def test_the_command_prints_it(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(WOOCOMMERCE)
    ran = CliRunner().invoke(main, ["validate", "--propose", str(file)])
    assert ran.exit_code == 0, ran.output
    assert ran.output == propose(file)


def test_choices_become_lines_where_their_sign_is_taken_away(tmp_path: Path) -> None:
    _, lines = proposed(tmp_path, "Name,Email,Created\n1,a,31.12.2024 10:00\n")
    said = tmp_path / "landing.yaml"
    text = said.read_text(encoding="utf-8")
    assert all(line.startswith("#") for line in lines[5:-1])
    _, body = text.split("feeds:\n")
    chosen = re.sub("(?m)^( +)# ", r"\1", body)
    said.write_text(f"feeds:\n{chosen}", encoding="utf-8")
    look = looks(said)["orders"]
    assert look.columns["order_id"] == "Name"
    assert look.columns["member_id"] == "Email"


def test_names_that_are_odd_yaml(tmp_path: Path) -> None:
    odd = 'To\x85t\x7fal: "#'
    header = '"' + odd.replace('"', '""') + '"'
    look, _ = proposed(tmp_path, f"order_id,{header}\n1,2\n")
    assert look.columns["amount"] == odd


def test_a_header_like_no_feed_s_asks_for_the_feed(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("订单号,会员\n1,2\n", encoding="utf-8")
    with pytest.raises(LoyaltyError, match="name the feed with --feed"):
        propose(file)
    assert propose(file, "orders")


def test_a_workbook_is_proposed_for_by_its_texts_and_sheets(tmp_path: Path) -> None:
    rows: Rows = [
        ["Order Number", "Total", "Created at", "Currency"],
        ["501", 5.5, datetime(2025, 1, 1, 10), "EUR"],
        ["502", "12,50", datetime(2025, 1, 2, 10), "EUR"],
    ]
    file = workbook(tmp_path / "a.xlsx", Page("March", rows))
    text = propose(file, "orders")
    assert 'order_id: "Order Number"' in text
    assert 'decimal_mark: ","' in text
    assert "# timezone: UTC" in text
    assert "sheet" not in text
    workbook(file, Page("March", rows), Page("April", rows))
    text = propose(file, "orders")
    assert '    # sheet: "March"  # one of 2 that fit' in text
    assert '    # sheet: "April"  # one of 2 that fit' in text
