"""What is read is accepted or quarantined, with every reason and the values."""

import json
from pathlib import Path

from loyalty_pipeline.feeds.day_record import accepted, rejected
from tests.support.staged_rows import DAY, judged, land, row, staged


def union(*rows: str) -> str:
    return " union all ".join(rows)


def test_every_row_read_is_accepted_or_quarantined(tmp_path: Path) -> None:
    land(
        tmp_path,
        "orders",
        "select 'o' || i as order_id, 'm' as member_id, 'CNY' as currency,"
        " '2025-01-01T10:00' as ordered_at,"
        " case when i % 7 = 0 then 'free' else i::varchar end as amount"
        " from range(5000) as r (i)",
    )
    found = staged(tmp_path, "orders")
    (count,) = found.record["counts"]
    assert (count["read"], count["accepted"], count["quarantined"]) == (5000, 4285, 715)
    assert len(found.accepted) == accepted(found.record) == 4285
    assert len(found.quarantined) == rejected(found.record) == 715
    positions = [r["row_position"] for r in [*found.accepted, *found.quarantined]]
    assert sorted(map(str, positions)) == sorted(map(str, range(1, 5001)))


def test_a_row_keeps_its_position_in_its_file(tmp_path: Path) -> None:
    rows = [row("orders", order_id=f"'o{i}'", amount=f"'{i}.5x'") for i in range(3)]
    land(tmp_path, "orders", union(*rows), "b.parquet")
    land(tmp_path, "orders", row("orders", order_id="'o9'"), "a.parquet")
    found = staged(tmp_path, "orders")
    assert [(r["file_name"], r["row_position"]) for r in found.accepted] == [
        ("a.parquet", 1)
    ]
    kept = [(r["feed"], r["landed_on"], r["file_name"]) for r in found.quarantined]
    assert kept == [("orders", DAY, "b.parquet")] * 3
    originals = {
        r["row_position"]: json.loads(str(r["original"]))["amount"]
        for r in found.quarantined
    }
    assert originals == {1: "0.5x", 2: "1.5x", 3: "2.5x"}


def test_a_quarantined_row_names_every_reason(tmp_path: Path) -> None:
    found = judged(
        tmp_path,
        "orders",
        order_id="null",
        member_id="'a b'",
        ordered_at="'2025-02-30T00:00:00'",
        amount="'-1'",
        currency="'yuan'",
        status="'open'",
    )
    (reasons,) = found.reasons
    assert sorted(str(reasons).split("; ")) == [
        "amount -1 is too small: a refund belongs in order_returns, with the order it"
        " returns",
        "currency 'yuan' is not an ISO 4217 code of three capitals",
        "member_id 'a b' is not an id of 1 to 64 letters, digits, _, . or -",
        "order_id is missing",
        "ordered_at '2025-02-30T00:00:00' is not an ISO 8601 instant"
        " as 2025-12-31T18:30:00+08:00 of the years 1900 to 2199",
        "status 'open' is not one of completed, cancelled",
    ]


def test_the_rules_that_a_row_broke_are_told_apart_from_its_values(
    tmp_path: Path,
) -> None:
    (only,) = judged(
        tmp_path, "orders", order_id="null", amount="'1; 2'", currency="'CNY'"
    ).quarantined
    assert only["broken_rules"] == [
        {"rule": "order_id is missing", "value": None},
        {"rule": "amount is not a decimal with at most 2 places", "value": "'1; 2'"},
    ]


def test_a_personal_value_is_told_to_its_owner_alone(tmp_path: Path) -> None:
    (only,) = judged(tmp_path, "members", phone="['+86 10']").quarantined
    assert only["reasons"] == "phone '[+86 10]' is not text"
    assert only["broken_rules"] == [{"rule": "phone is not text", "value": None}]


def test_a_quarantined_row_keeps_its_values_as_text(tmp_path: Path) -> None:
    text = "'it''s \"5 ¥\";\n\\n {x}'"
    (only,) = judged(tmp_path, "orders", amount=text, channel="null").quarantined
    assert json.loads(str(only["original"])) == {
        "order_id": "o1",
        "member_id": "m1",
        "ordered_at": "2025-01-01T10:00:00Z",
        "amount": 'it\'s "5 ¥";\n\\n {x}',
        "currency": "CNY",
        "channel": None,
    }


def test_an_accepted_row_says_where_it_came_from(tmp_path: Path) -> None:
    (only,) = judged(tmp_path, "orders").accepted
    origin = (only["landed_on"], only["file_name"], only["row_position"])
    assert origin == (DAY, "rows.parquet", 1)


def test_a_file_of_no_rows_is_read_as_no_rows(tmp_path: Path) -> None:
    land(tmp_path, "orders", row("orders") + " where false")
    found = staged(tmp_path, "orders")
    assert (found.accepted, found.quarantined) == ([], [])
    assert found.record["counts"][0]["whole"] is False


def test_a_repeated_key_is_accepted_each_time(tmp_path: Path) -> None:
    land(tmp_path, "orders", union(row("orders"), row("orders")))
    assert len(staged(tmp_path, "orders").accepted) == 2
