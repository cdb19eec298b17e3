"""Exports of shop software land as they are: their header rows, made-up rows.

The headers are those that Shopify, a WooCommerce export and Magento's order grid
document; what each means is said in a landing.yaml and nowhere else.
"""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty_pipeline.cli.main import main
from tests.feeds.file_formats import write
from tests.support.staged_rows import staged

SHOPIFY = """\
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,\
Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,\
Created at,Lineitem quantity,Lineitem name,Lineitem price,Notes,Cancelled at,Id,Phone
"#1001",iris@example.org,paid,2024-03-01 10:00:09 -0500,fulfilled,,yes,\
USD,100.00,5.00,8.00,113.00,,0.00,Standard,\
2024-03-01 10:00:00 -0500,1,"A ""large"", tall lamp",100.00,"leave
at the door",,5501,15550001
"#1002",noor@example.org,voided,,unfulfilled,,no,\
USD,20.00,0.00,1.60,21.60,,0.00,Standard,\
2024-03-10 03:30:00 -0400,2,Mug,10.00,,2024-03-10 09:00:00 -0400,5502,15550002
"""
SHOPIFY_LOOK = """
feeds:
  orders:
    instant_format: "%Y-%m-%d %H:%M:%S %z"
    columns:
      order_id: Id
      member_id: Phone
      ordered_at: Created at
      amount: Total
      status: Financial Status
    values:
      status: {paid: completed, refunded: completed, voided: cancelled}
"""
WOOCOMMERCE = (
    "Order Number;Order Status;Order Date;Customer Note;First Name (Billing);"
    "Email (Billing);Payment Method Title;Order Total Amount;Customer User Id\r\n"
    "501;completed;2024-03-31 03:30;;Iris;i@example.org;Überweisung;1.234,50;7\r\n"
    "502;cancelled;2024-10-27 02:30;;Noor;n@example.org;Bar;12,00;8\r\n"
).encode("windows-1252")
WOOCOMMERCE_LOOK = """
defaults:
  delimiter: ";"
  encoding: windows-1252
  decimal_mark: ","
  thousands_separator: "."
  timezone: Europe/Berlin
feeds:
  orders:
    columns:
      order_id: Order Number
      member_id: Customer User Id
      ordered_at: Order Date
      amount: Order Total Amount
      status: Order Status
      channel: Payment Method Title
    constants: {currency: EUR}
"""
MAGENTO = """\
\ufeffID,"Purchase Point","Purchase Date","Bill-to Name","Ship-to Name",\
"Grand Total (Base)","Grand Total (Purchased)",Status
000000012,"Main Website","Mar 1, 2024 3:04:05 PM",Iris,Iris,"1,234.50","1,234.50",\
Complete
000000013,"Main Website","Mar 1, 2024 12:04:05 AM",Noor,Noor,10.00,10.00,Canceled
"""
MAGENTO_LOOK = """
feeds:
  orders:
    files: "export*.csv"
    thousands_separator: ","
    instant_format: "%b %d, %Y %I:%M:%S %p"
    timezone: America/Chicago
    columns:
      order_id: ID
      member_id: Bill-to Name
      ordered_at: Purchase Date
      amount: Grand Total (Purchased)
      channel: Purchase Point
    values:
      status: {Complete: completed, Canceled: cancelled}
    constants: {currency: USD}
"""


DONE = "completed"


def look(root: Path, text: str) -> Path:
    (root / "landing").mkdir()
    (root / "landing" / "landing.yaml").write_text(text, encoding="utf-8")
    return root / "landing"


@pytest.mark.parametrize(
    ("content", "declared", "rows"),
    [
        (
            SHOPIFY.encode(),
            SHOPIFY_LOOK,
            [
                ("5501", "15550001", datetime(2024, 3, 1, 15), 11300, "completed"),
                ("5502", "15550002", datetime(2024, 3, 10, 7, 30), 2160, "cancelled"),
            ],
        ),
        (
            WOOCOMMERCE,
            WOOCOMMERCE_LOOK,
            [
                ("501", "7", datetime(2024, 3, 31, 1, 30), 123450, "completed"),
                ("502", "8", datetime(2024, 10, 27, 0, 30), 1200, "cancelled"),
            ],
        ),
        (
            MAGENTO.encode(),
            MAGENTO_LOOK,
            [
                ("000000012", "Iris", datetime(2024, 3, 1, 21, 4, 5), 123450, DONE),
                ("000000013", "Noor", datetime(2024, 3, 1, 6, 4, 5), 1000, "cancelled"),
            ],
        ),
    ],
    ids=["shopify", "woocommerce", "magento"],
)
def test_an_export_lands_without_a_converter(
    tmp_path: Path, content: bytes, declared: str, rows: list[tuple[object, ...]]
) -> None:
    landing = look(tmp_path, declared)
    write(tmp_path, "orders", "export.csv", content)
    found = staged(tmp_path, "orders")
    names = ("order_id", "member_id", "ordered_at", "amount_cents", "status")
    assert found.reasons == []
    assert [tuple(r[name] for name in names) for r in found.accepted] == rows
    ran = CliRunner().invoke(main, ["validate", "--landing", str(landing)])
    assert ran.exit_code == 0, ran.output
    assert "good, 2 of 2 given" in ran.output


def test_validate_shows_what_is_refused_and_what_is_missing(tmp_path: Path) -> None:
    landing = look(
        tmp_path,
        WOOCOMMERCE_LOOK.replace('","', '"."', 1).replace(
            '  thousands_separator: "."\n', ""
        ),
    )
    write(tmp_path, "orders", "export.csv", WOOCOMMERCE)
    ran = CliRunner().invoke(main, ["validate", "--landing", str(landing)])
    assert ran.exit_code == 1
    assert "Order Total Amount" in ran.output
    assert "2 of 2 are refused: amount '1.234,50' is not" in ran.output
    assert "not in the file: updated_at, deleted_at" in ran.output
    assert "Customer Note" in ran.output
    assert "error: not all is read of orders" in ran.output


def test_validate_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, "orders", "export.csv", WOOCOMMERCE)
    ran = CliRunner().invoke(main, ["validate", "--landing", str(tmp_path / "landing")])
    assert ran.exit_code == 1
    assert "cannot be read: it is not UTF-8 (line 2)" in ran.output
