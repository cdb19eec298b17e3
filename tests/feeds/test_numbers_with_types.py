"""Numbers in natively typed Parquet columns: the same strictness as in text."""

from pathlib import Path

import pytest

from tests.support.staged_rows import accepted, rejected

NOT_FINITE = ["'nan'::double", "'inf'::double", "'-inf'::double", "'inf'::float"]
ENORMOUS = [
    "1e14::double", "1e15::double", "1e16::double", "1e300::double", "1e15::float",
    "170141183460469231731687303715884105727::hugeint", "9223372036854775807::bigint",
    "1e15::decimal(38,2)", "18446744073709551615::ubigint", "-1e15::double",
]  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "cents"),
    [
        ("12.34::double", 1234),
        ("12.0::double", 1200),
        ("1200::double", 120_000),
        ("-0.0::double", 0),
        ("100::double", 10_000),
        ("999999999.99::double", 99_999_999_999),
        ("1e9::double", 100_000_000_000),
        ("12.3::float", 1230),
        ("12.3400::decimal(18,4)", 1234),
        ("100::decimal(18,4)", 10_000),
        ("100::decimal(4,0)", 10_000),
        ("0::decimal(18,2)", 0),
        ("0.05::decimal(2,2)", 5),
        ("0::decimal(2,2)", 0),
        ("0.5::decimal(18,18)", 50),
        ("12::utinyint", 1200),
        ("100::integer", 10_000),
        ("12::hugeint", 1200),
    ],
)
def test_typed_money_is_kept_to_the_cent(tmp_path: Path, sql: str, cents: int) -> None:
    assert accepted(tmp_path, "orders", amount=sql)["amount_cents"] == cents


@pytest.mark.parametrize(
    "sql",
    [
        "0.1::double + 0.2::double",
        "12.345::double",
        "1e-5::double",
        "1e-7::double",
        "12.3450::decimal(18,4)",
        "0.005::decimal(3,3)",
        "true",
        "[12.34]",
        "[1, 2]",
        "{'a': 12.34}",
        "map {'a': 1}",
        "date '2025-01-01'",
        "timestamp '2025-01-01 00:00:00'",
        "interval '1' day",
        "uuid()",
        *NOT_FINITE,
    ],
)
def test_a_typed_value_that_is_no_money_is_rejected(tmp_path: Path, sql: str) -> None:
    assert "is not a decimal with at most 2 places" in rejected(
        tmp_path, "orders", amount=sql
    )


@pytest.mark.parametrize("sql", ENORMOUS)
def test_enormous_typed_money_costs_its_row_alone(tmp_path: Path, sql: str) -> None:
    assert rejected(tmp_path, "orders", amount=sql).startswith("amount ")


@pytest.mark.parametrize("sql", ENORMOUS)
def test_an_enormous_typed_rate_costs_its_row_alone(tmp_path: Path, sql: str) -> None:
    assert "multiplier" in rejected(tmp_path, "campaigns", multiplier=sql)


@pytest.mark.parametrize(
    ("sql", "whole"),
    [
        ("12.0::double", 12),
        ("1200.0::double", 1200),
        ("-3.0::float", -3),
        ("12::decimal(18,4)", 12),
        ("1200::decimal(18,0)", 1200),
        ("7::tinyint", 7),
        ("12::hugeint", 12),
        ("12::ubigint", 12),
    ],
)
def test_a_typed_whole_number_is_kept(tmp_path: Path, sql: str, whole: int) -> None:
    assert accepted(tmp_path, "campaigns", priority=sql)["priority"] == whole


@pytest.mark.parametrize(
    "sql",
    [
        "5.7::double",
        "5.5::decimal(18,4)",
        "12.0000000001::double",
        "true",
        "[12]",
        "170141183460469231731687303715884105727::hugeint",
        *NOT_FINITE,
    ],
)
def test_a_typed_value_that_is_not_whole_is_rejected(tmp_path: Path, sql: str) -> None:
    assert "is not a whole number" in rejected(tmp_path, "campaigns", priority=sql)


@pytest.mark.parametrize("physical", ["decimal(38,38)", "decimal(38,30)"])
def test_a_type_of_nearly_nothing_but_places_costs_no_file(
    tmp_path: Path, physical: str
) -> None:
    order = accepted(tmp_path, "orders", amount=f"0.5::{physical}")
    assert order["amount_cents"] == 50
    campaign = accepted(tmp_path, "campaigns", discount=f"0.25::{physical}")
    assert campaign["discount_bp"] == 2500
    assert "amount" in rejected(tmp_path, "orders", amount=f"0.005::{physical}")


def test_zero_is_an_id_in_a_type_of_places_alone(tmp_path: Path) -> None:
    assert accepted(tmp_path, "orders", member_id="0::decimal(2,2)")["member_id"] == "0"
    reasons = rejected(tmp_path, "orders", member_id="0.5::decimal(2,2)")
    assert reasons.startswith("member_id '0.50' came as a number with a fraction")


def test_a_row_of_nulls_in_any_type_is_missing_and_not_bad(tmp_path: Path) -> None:
    reasons = rejected(tmp_path, "orders", amount="null::double", order_id="null::int")
    assert reasons == "order_id is missing; amount is missing"
