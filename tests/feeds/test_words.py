"""Ids, booleans, currencies, vocabularies and free text."""

import json
from pathlib import Path

import pytest

from tests.feeds.file_formats import LIVE, staged_file
from tests.support.staged_rows import accepted, quoted, rejected


@pytest.mark.parametrize(
    "text", ["a", "A-1_b.c", "0", "007", "-", "..", "1e3", "a" * 64]
)
def test_an_id_is_kept_letter_for_letter(tmp_path: Path, text: str) -> None:
    assert accepted(tmp_path, "orders", order_id=quoted(text))["order_id"] == text


@pytest.mark.parametrize(
    "text",
    [
        "a b",
        " a",
        "a ",
        "a\n",
        "a" * 65,
        "é",
        "a/b",
        "a'b",
        'a"b',
        "会员",
        "a\x00b",
        "a;",
    ],
)
def test_what_is_no_id_is_rejected(tmp_path: Path, text: str) -> None:
    sql = quoted(text).replace("\x00", "' || chr(0) || '")
    reasons = rejected(tmp_path, "orders", order_id=sql)
    assert (
        reasons
        == f"order_id '{text}' is not an id of 1 to 64 letters, digits, _, . or -"
    )


@pytest.mark.parametrize("sql", ["''", "null", "null::integer"])
def test_an_empty_id_is_missing(tmp_path: Path, sql: str) -> None:
    assert rejected(tmp_path, "orders", order_id=sql) == "order_id is missing"


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("12::bigint", "12"),
        ("12345::decimal(18,2)", "12345"),
        ("12300::decimal(18,0)", "12300"),
        ("12345678901234567890::decimal(38,4)", "12345678901234567890"),
        ("'12.0'::enum('12.0')", "12.0"),
        ("'x1'::enum('x1', 'x2')", "x1"),
    ],
)
def test_a_typed_id_is_kept_as_its_digits(tmp_path: Path, sql: str, text: str) -> None:
    assert accepted(tmp_path, "orders", order_id=sql)["order_id"] == text


@pytest.mark.parametrize("sql", ["12.0::double", "12.5::float", "'nan'::double"])
def test_of_a_float_it_is_said_that_it_is_one(tmp_path: Path, sql: str) -> None:
    assert rejected(tmp_path, "orders", order_id=sql).endswith(
        "' came as a floating-point number, which keeps no id: write ids as text or as"
        " whole numbers"
    )


@pytest.mark.parametrize("text", ["12.0", "12.5", "1.2345678901234567e+16"])
def test_of_a_float_in_json_it_is_said_as_well(tmp_path: Path, text: str) -> None:
    values = {**LIVE["orders"], "order_id": 0}
    line = json.dumps(values).replace('"order_id": 0', f'"order_id": {text}')
    (reasons,) = staged_file(tmp_path, "rows.jsonl", line).reasons
    assert str(reasons).startswith(
        f"order_id '{text}' came as a floating-point number, which keeps no id"
    )


def test_a_list_is_no_id(tmp_path: Path) -> None:
    assert "is not an id" in rejected(tmp_path, "orders", order_id="['a']")


def test_a_list_of_json_is_no_id(tmp_path: Path) -> None:
    values = {**LIVE["orders"], "order_id": [1.5]}
    (reasons,) = staged_file(tmp_path, "rows.jsonl", json.dumps(values)).reasons
    assert "is not an id" in str(reasons)


def test_a_decimal_with_a_fraction_is_no_id(tmp_path: Path) -> None:
    reasons = rejected(tmp_path, "orders", order_id="12.50::decimal(18,2)")
    assert reasons == (
        "order_id '12.50' came as a number with a fraction, which is no id"
    )


@pytest.mark.parametrize(
    ("currency", "hint"),
    [
        ("KWD", ": currencies of three, such as KWD, are not supported"),
        ("CNY", ""),
    ],
)
def test_an_amount_of_three_places_is_told_of_its_currency(
    tmp_path: Path, currency: str, hint: str
) -> None:
    reasons = rejected(tmp_path, "orders", amount="'12.345'", currency=quoted(currency))
    assert reasons == f"amount '12.345' is not a decimal with at most 2 places{hint}"


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("'true'", True),
        ("'FALSE'", False),
        ("'True'", True),
        ("true", True),
        ("false", False),
        ("1", True),  # of a column of numbers, as MySQL has its booleans
        ("0", False),
    ],
)
def test_a_boolean_is_kept(tmp_path: Path, sql: str, value: bool) -> None:
    assert accepted(tmp_path, "members", control_group=sql)["control_group"] is value


@pytest.mark.parametrize(
    "sql",
    ["'yes'", "'no'", "'1'", "'0'", "'t'", "'on'", "2", "-1", "1.0::double", "' true'"],
)
def test_what_is_no_boolean_is_rejected(tmp_path: Path, sql: str) -> None:
    reasons = rejected(tmp_path, "members", control_group=sql)
    assert reasons.endswith(" is not true or false")


@pytest.mark.parametrize(
    "text", ["cny", "CN", "CNYY", "C1Y", " CNY", "人民币", "CNY\n"]
)
def test_what_is_no_currency_is_rejected(tmp_path: Path, text: str) -> None:
    reasons = rejected(tmp_path, "orders", currency=quoted(text))
    assert reasons == f"currency '{text}' is not an ISO 4217 code of three capitals"


@pytest.mark.parametrize(
    "text", ["Completed", "complete", "completedx", "xcancelled", "completed|cancelled"]
)
def test_a_word_outside_the_vocabulary_is_rejected(tmp_path: Path, text: str) -> None:
    reasons = rejected(tmp_path, "orders", status=quoted(text))
    assert reasons == f"status '{text}' is not one of completed, cancelled"


@pytest.mark.parametrize(
    "text", [" 上海 ", "a\nb", "it's; 'x'", "\t", '"', "{}", "NULL", "\\", "x" * 5000]
)
def test_free_text_is_kept_letter_for_letter(tmp_path: Path, text: str) -> None:
    assert accepted(tmp_path, "members", region=quoted(text))["region"] == text


def test_bytes_are_never_spelled_out_as_text(tmp_path: Path) -> None:
    """Text or rejected, but not the escapes that a dump of the bytes would show."""
    row = accepted(tmp_path, "members", region="encode('上海')")
    assert row["region"] == "上海"
