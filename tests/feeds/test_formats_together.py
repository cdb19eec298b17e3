"""A day with a file of each format, sound and broken."""

from pathlib import Path

from loyalty_pipeline.feeds import day_record
from tests.feeds.file_formats import FULL, as_csv, as_jsonl, land_as, write
from tests.support.staged_rows import judged, rejected, staged


def test_a_day_may_hold_every_format(tmp_path: Path) -> None:
    bad = {**FULL["orders"], "amount": "free", "order_id": "o2"}
    write(tmp_path, "orders", "a.csv", as_csv([FULL["orders"], bad]) + "o3,m1\r\n")
    write(tmp_path, "orders", "b.jsonl", as_jsonl([FULL["orders"], bad]) + "o3\n")
    land_as(tmp_path, "parquet", "orders", {**FULL["orders"], "note": "x"}, "c")
    write(tmp_path, "orders", "d.csv", b"\xff")
    found = staged(tmp_path, "orders")
    places = [(r["file_name"], r["row_position"]) for r in found.quarantined]
    assert sorted(places, key=str) == [
        ("a.csv", 2), ("a.csv", 3), ("b.jsonl", 2), ("b.jsonl", 3), ("d.csv", 0),
    ]  # fmt: skip
    record = found.record
    assert (day_record.accepted(record), day_record.rejected(record)) == (3, 5)
    assert len(found.accepted) == 3
    for count in record["counts"]:
        assert count["read"] == count["accepted"] + count["quarantined"]
    assert day_record.ignored(record) == {"c.parquet": ["note"]}


def test_a_nested_parquet_value_is_no_text(tmp_path: Path) -> None:
    for sql in ("['a']", "{'a': 1}", "map {'a': 1}", "[1, 2]::integer[2]"):
        assert "is not text" in rejected(tmp_path, "members", region=sql)
    assert judged(tmp_path, "members", region="null::integer[]").reasons == []
