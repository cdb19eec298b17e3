"""Numbers written as text: exactly what was meant, or rejected."""

from pathlib import Path

import pytest

from tests.support.staged_rows import accepted, quoted, rejected

NO_NUMBERS = [
    "1e3", "0x10", "1_000", "1,000", "infinity", "-infinity", "inf", "NaN", "yes",
    "+5", " 12", "12 ", "12\n", "\t12", "--5", "-", ".", "١٢", "１２",
    "12.0.0", "¥12", "true", "½", "1 000", "0b11", "null", "None",
]  # fmt: skip
HUGE = ["9" * digits for digits in (12, 14, 16, 18, 19, 40)]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("0.01", 1),
        ("12", 1200),
        ("12.3", 1230),
        ("12.34", 1234),
        ("0012.34", 1234),
        ("0" * 60 + "12.34", 1234),
        ("-" + "0" * 60, 0),
        ("-0", 0),
        ("-0.00", 0),
        ("49.9900", 4999),
        ("4.250", 425),
        ("120.0000", 12_000),
        ("0.010000000000000000000000000000000000000000", 1),
        (".50", 50),
        (".5", 50),
        (".0500", 5),
        (".00", 0),
        ("-.00", 0),
        ("12.", 1200),
        ("999999999.99", 99_999_999_999),
        ("1000000000", 100_000_000_000),
        ("1000000000.00", 100_000_000_000),
    ],
)
def test_money_is_kept_to_the_cent(tmp_path: Path, text: str, cents: int) -> None:
    assert accepted(tmp_path, "orders", amount=quoted(text))["amount_cents"] == cents


@pytest.mark.parametrize(
    "text",
    [*NO_NUMBERS, "12.345", "12.3405", "0.001", ".001", "-.", ".50.", "12.000001"],
)
def test_what_is_no_money_is_rejected(tmp_path: Path, text: str) -> None:
    reasons = rejected(tmp_path, "orders", amount=quoted(text))
    assert reasons == f"amount '{text}' is not a decimal with at most 2 places"


@pytest.mark.parametrize("text", ["-0.01", "-1", "-999999999"])
def test_money_below_nothing_is_too_small(tmp_path: Path, text: str) -> None:
    assert rejected(tmp_path, "orders", amount=quoted(text)) == (
        f"amount {text} is too small: a refund belongs in order_returns, with the order"
        " it returns"
    )


@pytest.mark.parametrize("text", ["1000000000.01", "1000000001", "99999999999999.99"])
def test_money_above_a_thousand_million_is_too_large(tmp_path: Path, text: str) -> None:
    assert rejected(tmp_path, "orders", amount=quoted(text)) == (
        f"amount {text} is too large"
    )


@pytest.mark.parametrize("text", [*HUGE, "-" + HUGE[2]])
def test_huge_money_costs_its_row_and_not_its_file(tmp_path: Path, text: str) -> None:
    assert "amount" in rejected(tmp_path, "orders", amount=quoted(text))


@pytest.mark.parametrize("text", ["9999999999999999.99", "1234567890123456.7"])
def test_huge_money_with_cents_costs_its_row_alone(tmp_path: Path, text: str) -> None:
    assert "amount" in rejected(tmp_path, "orders", amount=quoted(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("0", 0),
        ("-7", -7),
        ("007", 7),
        ("0" * 60 + "7", 7),
        ("9" * 18, 10**18 - 1),
        ("12.0", 12),
        ("12.00", 12),
        ("12.", 12),
        ("-7.0", -7),
        ("9" * 18 + ".0", 10**18 - 1),
    ],
)
def test_a_whole_number_is_kept(tmp_path: Path, text: str, whole: int) -> None:
    assert accepted(tmp_path, "campaigns", priority=quoted(text))["priority"] == whole


@pytest.mark.parametrize("text", [*NO_NUMBERS, "5.7", "5.01", "-0.5", ".5", *HUGE[4:]])
def test_what_is_no_whole_number_is_rejected(tmp_path: Path, text: str) -> None:
    reasons = rejected(tmp_path, "campaigns", priority=quoted(text))
    assert reasons == f"priority '{text}' is not a whole number as 12 or 12.0"


@pytest.mark.parametrize(
    ("text", "basis_points"),
    [("1.0001", 10_001), ("1.50000", 15_000), ("10", 100_000)],
)
def test_a_multiplier_is_kept_in_basis_points(
    tmp_path: Path, text: str, basis_points: int
) -> None:
    campaign = accepted(tmp_path, "campaigns", multiplier=quoted(text))
    assert campaign["multiplier_bp"] == basis_points


@pytest.mark.parametrize("text", ["1.00005", "1.500001", *HUGE, *NO_NUMBERS])
def test_what_is_no_rate_costs_its_row_alone(tmp_path: Path, text: str) -> None:
    assert "multiplier" in rejected(tmp_path, "campaigns", multiplier=quoted(text))


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("-12.34", -1234),
        ("0", 0),
        ("92233720368547.58", 9_223_372_036_854_758),
        ("9999999999999999.99", 999_999_999_999_999_999),
    ],
)
def test_the_value_of_an_event_may_be_any_hundredths(
    tmp_path: Path, text: str, hundredths: int
) -> None:
    event = accepted(tmp_path, "activity_events", value=quoted(text))
    assert event["value_hundredths"] == hundredths
