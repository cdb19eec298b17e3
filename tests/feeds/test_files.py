"""Files with odd names, and files that cannot be read: rejected whole, as row 0."""

from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import rejected
from loyalty_pipeline.feeds.staging import stage
from tests.support.staged_rows import DAY, Staged, land, read, row, staged, the_day

NAMES = [
    "a b.parquet", "it's.parquet", 'a"b.parquet', "黄金.parquet", "a{}.parquet",
    "a{x,y}.parquet", "a*.parquet", "a?.parquet", "a[1].parquet", "a\nb.parquet",
    "a%20b.parquet", "a\\b.parquet", "status=cancelled.parquet", "x$y.parquet",
    "s3:x.parquet", "--.parquet", ";.parquet", "%s.parquet",
]  # fmt: skip


def with_a_sound_neighbour(root: Path) -> Staged:
    """Stage the day together with a file of one sound order."""
    land(root, "orders", row("orders", order_id="'sound'"), "sound.parquet")
    return staged(root, "orders")


def assert_rejected_whole(found: Staged, name: str, *words: str) -> None:
    assert [r["order_id"] for r in found.accepted] == ["sound"]
    (only,) = found.quarantined
    kept = [only[key] for key in ("feed", "landed_on", "file_name", "row_position")]
    assert kept == ["orders", DAY, name, 0]
    assert all(word in str(only["reasons"]) for word in ("cannot be read", *words))
    counts = {count["name"]: count for count in found.record["counts"]}
    assert (counts[name]["whole"], counts[name]["read"]) == (True, 0)
    assert counts["sound.parquet"]["accepted"] == 1
    assert rejected(found.record) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    land(tmp_path, "orders", row("orders"), name)
    found = staged(tmp_path, "orders")
    assert found.reasons == []
    assert [r["file_name"] for r in found.accepted] == [name]


@pytest.mark.parametrize(
    "name", ["a*.parquet", "a?.parquet", "a[ab].parquet", "*.parquet", "**.parquet"]
)
def test_the_name_of_a_file_is_no_pattern_for_others(tmp_path: Path, name: str) -> None:
    land(tmp_path, "orders", row("orders", order_id="'other'"), "ab.parquet")
    land(tmp_path, "orders", row("orders", order_id="'named'"), name)
    found = staged(tmp_path, "orders")
    kept = sorted((str(r["file_name"]), str(r["order_id"])) for r in found.accepted)
    assert kept == sorted([(name, "named"), ("ab.parquet", "other")])


@pytest.mark.parametrize("folder", ["with space", "it's", "[1]", "金", "{a}", '"', "*"])
def test_a_landing_and_a_home_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    root = tmp_path / folder
    root.mkdir()
    file = land(tmp_path, "orders", row("orders"))
    (root / "landing" / "orders").mkdir(parents=True)
    file.parent.rename(root / "landing" / "orders" / file.parent.name)
    stage(FEEDS["orders"], the_day(root, "orders"), root / "staging")
    (root / "staging" / "accepted.parquet").rename(tmp_path / "found.parquet")
    assert len(read(tmp_path / "found.parquet")) == 1


def test_a_truncated_file_is_rejected_whole(tmp_path: Path) -> None:
    file = land(tmp_path, "orders", row("orders"), "cut.parquet")
    file.write_bytes(file.read_bytes()[:-20])
    assert_rejected_whole(with_a_sound_neighbour(tmp_path), "cut.parquet")


def test_a_file_with_a_corrupted_page_is_rejected_whole(tmp_path: Path) -> None:
    query = f"select o.* from ({row('orders')}) as o, range(9000)"
    file = land(tmp_path, "orders", query, "corrupt.parquet")
    content = bytearray(file.read_bytes())
    content[4:300] = b"\xff" * 296
    file.write_bytes(content)
    assert_rejected_whole(with_a_sound_neighbour(tmp_path), "corrupt.parquet")


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"order_id,amount\no1,1\n", b"\x00" * 99]
)
def test_what_is_no_parquet_is_rejected_whole(tmp_path: Path, content: bytes) -> None:
    land(tmp_path, "orders", row("orders"), "no.parquet").write_bytes(content)
    assert_rejected_whole(with_a_sound_neighbour(tmp_path), "no.parquet")


@pytest.mark.parametrize(
    "name", ["rows.xls", "rows", "rows.parquet.gz", "rows.parquet~"]
)
def test_a_file_of_an_unknown_format_is_rejected_whole(
    tmp_path: Path, name: str
) -> None:
    land(tmp_path, "orders", row("orders"), name)
    assert_rejected_whole(
        with_a_sound_neighbour(tmp_path), name, "is not a known format"
    )


def test_a_file_without_a_required_column_is_rejected_whole(tmp_path: Path) -> None:
    query = f"select * exclude (amount, currency) from ({row('orders')})"
    land(tmp_path, "orders", query, "short.parquet")
    found = with_a_sound_neighbour(tmp_path)
    assert_rejected_whole(
        found, "short.parquet", "required columns are missing: amount, currency"
    )


def test_a_day_of_nothing_readable_is_staged_with_no_rows(tmp_path: Path) -> None:
    land(tmp_path, "orders", row("orders"), "a.parquet").write_bytes(b"")
    land(tmp_path, "orders", row("orders"), "b.parquet").write_bytes(b"")
    found = staged(tmp_path, "orders")
    assert (len(found.accepted), len(found.quarantined)) == (0, 2)
