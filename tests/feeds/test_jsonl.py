"""JSONL: one object a line, numbers exactly as they are written."""

import json
from pathlib import Path

import pytest

from tests.feeds.file_formats import staged_file
from tests.support.staged_rows import Row, Staged

AT = "2025-01-01T10:00:00Z"


def order(number: int = 1, /, **tokens: str) -> str:
    """One order as a line, its values given as JSON."""
    values = {
        "order_id": f'"o{number}"', "member_id": '"m1"', "ordered_at": f'"{AT}"',
        "amount": "1.5", "currency": '"CNY"', **tokens,
    }  # fmt: skip
    return "{" + ", ".join(f'"{key}": {token}' for key, token in values.items()) + "}"


def staged_lines(root: Path, *lines: str) -> Staged:
    return staged_file(root, "a.jsonl", "".join(f"{line}\n" for line in lines))


def accepted(root: Path, **tokens: str) -> Row:
    found = staged_lines(root, order(**tokens))
    assert found.reasons == []
    return found.accepted[0]


def rejected(root: Path, **tokens: str) -> str:
    found = staged_lines(root, order(**tokens), order(2))
    assert [row["order_id"] for row in found.accepted] == ["o2"]
    assert [row["row_position"] for row in found.quarantined] == [1]
    return str(found.reasons[0])


@pytest.mark.parametrize(
    ("token", "cents"),
    [("12.34", 1234), ("12", 1200), ("0", 0), ("-0", 0), ("12.3", 1230),
     ("999999999.99", 99_999_999_999), ('"12.34"', 1234), ("1.10", 110),
     ("12.340", 1234), ("49.9900", 4999)],
)  # fmt: skip
def test_a_number_is_kept_to_the_cent(tmp_path: Path, token: str, cents: int) -> None:
    assert accepted(tmp_path, amount=token)["amount_cents"] == cents


@pytest.mark.parametrize(
    "token",
    ["12.345", "12.3401", "1e3", "1E3", "1.0e0", "1e-2", "0.30000000000000004",
     "12.3400000000000000000001", "true", "123456789012345678901234567890"],
)  # fmt: skip
def test_a_number_is_judged_as_it_is_written(tmp_path: Path, token: str) -> None:
    assert rejected(tmp_path, amount=token) == (
        f"amount '{token}' is not a decimal with at most 2 places"
    )


@pytest.mark.parametrize("token", ["[1.5]", '{"a": 1.5}', "[]", "{}", '["x"]'])
@pytest.mark.parametrize("column", ["channel", "amount", "member_id", "status"])
def test_a_nested_value_is_rejected(tmp_path: Path, token: str, column: str) -> None:
    assert rejected(tmp_path, **{column: token}).startswith(f"{column} '")


@pytest.mark.parametrize(
    ("token", "text"),
    [("12", "12"), ("123456789012345678901234567890",) * 2, ('"12.0"', "12.0")],
)
def test_a_whole_number_is_an_id(tmp_path: Path, token: str, text: str) -> None:
    assert accepted(tmp_path, member_id=token)["member_id"] == text


@pytest.mark.parametrize("token", ["12.0", "1e3", "12.5"])
def test_a_fraction_is_no_id(tmp_path: Path, token: str) -> None:
    assert rejected(tmp_path, member_id=token).startswith(
        f"member_id '{token}' came as a floating-point number"
    )


@pytest.mark.parametrize(
    ("token", "text"),
    [
        (r'"a \"b\" 1.50"', 'a "b" 1.50'), (r'"\\"', "\\"),
        (r'"\\\" 12.340"', '\\" 12.340'),
        (r'"a\nb"', "a\nb"), (r'"\u91d1"', "金"), ('"金 1e3"', "金 1e3"),
        ("12.50", "12.50"),
        (r'"x\u0000y"', "x\x00y"), ("true", "true"), ("null", None), ('""', None),
        ('"nan: NaN"', "nan: NaN"), ('",}"', ",}"), ('" 0"', " 0"), ('"{}"', "{}"),
        (r'"\r"', "\r"), ('"-1"', "-1"), ("-7", "-7"), ('"\u2028"', "\u2028"),
    ],
)  # fmt: skip
def test_text_is_kept_letter_for_letter(
    tmp_path: Path, token: str, text: str | None
) -> None:
    assert accepted(tmp_path, channel=token)["channel"] == text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "the line is not a JSON object"),
        ("12", "the line is not a JSON object"),
        ("null", "the line is not a JSON object"),
        ('"x"', "the line is not a JSON object"),
        ("", "the line is not JSON"),
        ("order_id,amount", "the line is not JSON"),
        ('{"order_id": "o9"', "the line is not JSON"),
        ('{"order_id": "o9",}', "the line is not JSON"),
        ('{"order_id": NaN}', "the line is not JSON"),
        ('{"amount": -Infinity}', "the line is not JSON"),
        ('{"amount": 01}', "the line is not JSON"),
        ("{'order_id': 1}", "the line is not JSON"),
        ('{"order_id": "a\tb"}', "the line is not JSON"),
        ('{"order_id": "a\x00b"}', "the line is not JSON"),
        ("{} {}", "the line is not JSON"),
        ('{"amount": 1, "amount": 2}', "the line has a key twice"),
        ('{"amount": 1, "\\u0061mount": 2}', "the line has a key twice"),
    ],
)
def test_a_line_that_is_no_object_is_rejected_alone(
    tmp_path: Path, line: str, reason: str
) -> None:
    found = staged_lines(tmp_path, order(1), line, order(3))
    assert [row["order_id"] for row in found.accepted] == ["o1", "o3"]
    (only,) = found.quarantined
    kept = (only["row_position"], only["reasons"], only["original"])
    assert kept == (2, reason, line)


def test_an_object_without_values_is_missing_what_is_required(tmp_path: Path) -> None:
    found = staged_lines(tmp_path, "{}", order(2))
    assert str(found.reasons[0]).startswith("order_id is missing; member_id is missing")


@pytest.mark.parametrize("extra", ['{"amount": 9.990, "x": ["1e3"]}', "[1.50]", "1e3"])
def test_an_extra_key_is_ignored_whatever_it_holds(tmp_path: Path, extra: str) -> None:
    found = staged_lines(tmp_path, order(1, zoo=extra, amount="2.5"), order(2))
    assert [row["amount_cents"] for row in found.accepted] == [250, 150]
    assert found.record["counts"][0]["ignored"] == ["zoo"]


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_of_no_rows(tmp_path: Path, content: bytes) -> None:
    found = staged_file(tmp_path, "a.jsonl", content)
    assert (found.accepted, found.quarantined) == ([], [])


def test_a_mark_and_line_ends_change_nothing(tmp_path: Path) -> None:
    text = "\ufeff" + order(1) + "\r\n" + order(2, status='"cancelled"') + "\r\n\r\n"
    found = staged_file(tmp_path, "a.jsonl", text)
    assert [row["status"] for row in found.accepted] == ["completed", "cancelled"]


def test_a_file_that_is_not_utf8_is_rejected_whole(tmp_path: Path) -> None:
    found = staged_file(tmp_path, "a.jsonl", order().encode("utf-16"))
    assert [row["row_position"] for row in found.quarantined] == [0]
    assert "it is not UTF-8" in str(found.reasons[0])


def test_a_rejected_object_keeps_its_values(tmp_path: Path) -> None:
    found = staged_lines(tmp_path, order(amount="12.3400", channel='[1.50, "x"]'))
    original = json.loads(str(found.quarantined[0]["original"]))
    assert original["amount"] == "12.3400"
    assert "1.50" in original["channel"]
