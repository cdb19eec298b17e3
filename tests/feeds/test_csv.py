"""CSV by RFC 4180: nothing is sniffed, dropped or shifted."""

import json
from pathlib import Path

import pytest

from tests.feeds.file_formats import staged_file
from tests.support.staged_rows import Staged

HEADER = "order_id,member_id,ordered_at,amount,currency,channel"
AT = "2025-01-01T10:00:00Z"


def order(number: object, amount: str = "1.50", channel: str = "web") -> str:
    return f"o{number},m1,{AT},{amount},CNY,{channel}"


def staged_rows(root: Path, *rows: str, header: str = HEADER) -> Staged:
    return staged_file(root, "a.csv", "".join(f"{row}\n" for row in (header, *rows)))


def ids(found: Staged) -> list[object]:
    return [row["order_id"] for row in found.accepted]


def places(found: Staged) -> list[object]:
    return [row["row_position"] for row in found.quarantined]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "END", "ENDEND"])
def test_line_ends_and_a_mark_change_nothing(
    tmp_path: Path, end: str, mark: str, last: str
) -> None:
    text = mark + end.join([HEADER, order(1), order(2)]) + last.replace("END", end)
    found = staged_file(tmp_path, "a.csv", text)
    assert (ids(found), found.reasons) == (["o1", "o2"], [])
    assert [row["row_position"] for row in found.accepted] == [1, 2]
    assert {row["channel"] for row in found.accepted} == {"web"}


@pytest.mark.parametrize(
    "value",
    [
        'a "b"', "a,b", "a\nb", "a\r\nb", "a\rb", "\n\n", "\n", '"', '""', '",\n"', ",",
        "a\n", '\n"o9",', "x\x00y", "\x01\x02", " a ", "\\", "\\n", "\\\"", "#", "'",
        "NULL", "\u2028", "金", "\ufeff", "a\n\n\nb", '"\n"\n"', "\t", ";", "|", "\r",
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quoted_value_is_kept_letter_for_letter(
    tmp_path: Path, value: str, end: str
) -> None:
    quoted = '"' + value.replace('"', '""') + '"'
    rows = [HEADER, order(1, channel=quoted), order(2), order(3, channel=quoted)]
    found = staged_file(tmp_path, "a.csv", end.join(rows) + end)
    assert (ids(found), found.reasons) == (["o1", "o2", "o3"], [])
    assert [row["channel"] for row in found.accepted] == [value, "web", value]
    assert [row["row_position"] for row in found.accepted] == [1, 2, 3]


@pytest.mark.parametrize("value", ["it's", " x ", "a\x00b", "NULL", "\\N", "#a"])
def test_an_unquoted_value_is_kept_letter_for_letter(
    tmp_path: Path, value: str
) -> None:
    found = staged_rows(tmp_path, order(1, channel=value))
    assert [row["channel"] for row in found.accepted] == [value]


def test_types_are_not_guessed(tmp_path: Path) -> None:
    found = staged_rows(tmp_path, f"007,01,{AT},0012.30,CNY,1.0")
    (row,) = found.accepted
    kept = [row[name] for name in ("order_id", "member_id", "amount_cents", "channel")]
    assert kept == ["007", "01", 1230, "1.0"]


def test_a_header_may_be_quoted_and_in_any_order(tmp_path: Path) -> None:
    header = '"currency","note\n""x""",amount,"ordered_at",member_id,order_id'
    found = staged_rows(tmp_path, f"CNY,?,1.5,{AT},m1,o1", header=header)
    assert ids(found) == ["o1"]
    assert found.record["counts"][0]["ignored"] == ['note\n"x"']
    assert found.accepted[0]["row_position"] == 1


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (f"o2,m1,{AT},1.50,CNY", 5),
        (order(2) + ",", 7),
        (order(2) + ",more,", 8),
        ("", 1),
        ("   ", 1),
        ("o2", 1),
    ],
)
def test_a_row_of_another_width_is_rejected_alone(
    tmp_path: Path, row: str, count: int
) -> None:
    found = staged_rows(tmp_path, order(1), row, order(3))
    assert (ids(found), places(found)) == (["o1", "o3"], [2])
    assert found.reasons == [f"the row has {count} values and the header 6"]
    assert found.quarantined[0]["original"] == row


@pytest.mark.parametrize("channel", ['5" nail', '"a"b', '"a" ', 'a"', ' "a"'])
def test_a_stray_quote_costs_its_row_alone(tmp_path: Path, channel: str) -> None:
    stray = order(2, channel=channel)
    found = staged_rows(tmp_path, order(1), stray, order(3, channel='"a\nb"'), order(4))
    assert (ids(found), places(found)) == (["o1", "o3", "o4"], [2])
    assert found.quarantined[0]["original"] == stray
    assert found.reasons == ["the quotes of the row are not those of CSV"]


def test_a_quote_never_closed_rejects_every_line_after_it(tmp_path: Path) -> None:
    opened = order(2, channel='"web')
    found = staged_rows(tmp_path, order(1), opened, order(3), order(4))
    assert (ids(found), places(found)) == (["o1"], [2, 3, 4])
    assert [r["original"] for r in found.quarantined] == [opened, order(3), order(4)]


def test_a_quote_closed_in_a_later_row_rejects_the_rows_between(tmp_path: Path) -> None:
    rows = [order(n, channel='"web' if n in (2, 4) else "web") for n in range(1, 7)]
    found = staged_rows(tmp_path, *rows)
    assert ids(found) == ["o1", "o5", "o6"]
    assert places(found) == [2, 3, 4]
    assert [row["row_position"] for row in found.accepted] == [1, 5, 6]


def test_a_row_that_swallows_others_is_rejected_line_by_line(tmp_path: Path) -> None:
    opened, closed = f'o1,m1,{AT},1,"CNY,web', f'o3,m1,{AT},1,CNY,"'
    rows = [opened, order(2), closed, order(4)]
    found = staged_rows(tmp_path, *rows)
    assert (ids(found), places(found)) == (["o4"], [1, 2, 3])


def test_a_carriage_return_alone_ends_no_row(tmp_path: Path) -> None:
    found = staged_rows(tmp_path, order(1), order(2) + "\r" + order(3), order(4))
    assert (ids(found), places(found)) == (["o1", "o4"], [2])
    assert found.reasons == ["the row has a carriage return outside of quotes"]


def test_a_very_long_value_is_kept(tmp_path: Path) -> None:
    found = staged_rows(tmp_path, order(1, channel="x" * 5_000_000), order(2))
    assert [len(str(row["channel"])) for row in found.accepted] == [5_000_000, 3]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty, without a header"),
        (b"\xef\xbb\xbf", "it is empty, without a header"),
        (b"\n\r\n\n", "it is empty, without a header"),
        (order(1).encode() + b"\n", "required columns are missing: order_id"),
        (b"order_id,member_id\no1,m1\n", "missing: ordered_at, amount, currency"),
        (HEADER.upper().replace("_", "").encode(), "required columns are missing"),
        (HEADER.replace(",", ";").encode(), "semicolons separate its columns"),
        (HEADER.replace(",", "\t").encode(), 'write `delimiter: "tab"`'),
        (HEADER.encode() + b"\n" + b"o1,m\xff1\n", "it is not UTF-8"),
        (HEADER.encode("utf-16"), "it is not UTF-8"),
        (HEADER.encode("utf-16-le"), "required columns are missing"),
        (HEADER.encode() + b"\n" + "金".encode()[:2], "it is not UTF-8"),
        (HEADER.encode() + b",amount\n", "its header has columns twice: amount"),
        (b'"order_id,member_id\no1,m1\n', "its header is not sound CSV"),
        (HEADER.replace(",", "\r").encode() + b"\n", "its header is not sound CSV"),
        (HEADER.encode() + b"\n" + b"x" * 20_000_000, "lines of up to 16,777,216"),
        (bytes(range(32)), "nearly every control character"),
    ],
)
def test_an_unreadable_file_is_rejected_whole(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    found = staged_file(tmp_path, "a.csv", content)
    assert (found.accepted, places(found)) == ([], [0])
    assert reason in str(found.reasons[0])
    assert found.quarantined[0]["original"] is None


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n\n"])
def test_a_header_alone_is_a_file_of_no_rows(tmp_path: Path, end: str) -> None:
    found = staged_file(tmp_path, "a.csv", HEADER + end)
    assert (found.accepted, found.quarantined) == ([], [])
    assert found.record["counts"][0]["whole"] is False


def test_extra_columns_of_one_name_are_ignored(tmp_path: Path) -> None:
    found = staged_rows(tmp_path, order(1) + ",,", header=HEADER + ",,")
    assert ids(found) == ["o1"]
    assert found.record["counts"][0]["ignored"] == ["", ""]


def test_a_rejected_row_keeps_its_values(tmp_path: Path) -> None:
    found = staged_rows(tmp_path, order(1, amount='"1,5"', channel='"a ""b"""'))
    original = json.loads(str(found.quarantined[0]["original"]))
    assert (original["amount"], original["channel"]) == ("1,5", 'a "b"')


def test_no_copy_of_the_file_stays_behind(tmp_path: Path) -> None:
    staged_file(tmp_path, "a.csv", f"{HEADER}\r\n{order(1)}\r\n")
    left = sorted(file.name for file in (tmp_path / "staging").iterdir())
    assert left == ["_day.json", "accepted.parquet", "quarantined.parquet"]


def test_many_rows_keep_their_positions(tmp_path: Path) -> None:
    rows = [order(n, channel='"a\nb"' if n % 3 == 0 else "web") for n in range(1, 9001)]
    found = staged_rows(tmp_path, *rows)
    assert len(found.accepted) == 9000
    assert all(row["order_id"] == f"o{row['row_position']}" for row in found.accepted)
