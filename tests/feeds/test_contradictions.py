"""Rows of one key that differ in one file are rejected; nothing says which holds."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.feeds import contradictions
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import accepted, rejected
from tests.support.staged_rows import Staged, land, row, staged

LATER = "'2025-01-02T12:00:00Z'"
END_OF_DAY = "'2025-01-03T00:00:00Z'"


def _csv(root: Path, feed: str, header: str, *lines: str) -> Staged:
    folder = root / "landing" / feed / "landed_on=2025-01-02"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("\n".join([header, *lines]) + "\n")
    return staged(root, feed)


def _orders(root: Path, *changes: dict[str, str]) -> Staged:
    rows = [row("orders", **{"updated_at": "null", **change}) for change in changes]
    land(root, "orders", " union all ".join(rows))
    return staged(root, "orders")


def _positions(found: Staged) -> tuple[list[int], list[int]]:
    """Where the accepted rows stand in their file, and where the rejected ones do."""
    rows = (found.accepted, found.quarantined)
    accepted, rejected = (
        sorted(int(str(row["row_position"])) for row in some) for some in rows
    )
    return accepted, rejected


def test_ids_that_a_spreadsheet_rounded_are_not_one_order(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        "orders",
        "order_id,member_id,ordered_at,amount,currency",
        "1.23457E15,iris,2024-03-01T15:00:00Z,120.00,USD",
        "1.23457E15,noor,2024-03-01T16:00:00Z,40.00,USD",
        "1.23457E15,omar,2024-03-01T17:00:00Z,600.00,USD",
        "2.50001E15,omar,2024-03-01T18:00:00Z,10.00,USD",
    )
    assert [(r["member_id"], r["amount_cents"]) for r in found.accepted] == [
        ("omar", 1000)
    ]
    says = "order_id 1.23457E15 stands 3 times in this file with different values"
    assert found.reasons == [says] * 3
    originals = [json.loads(str(r["original"])) for r in found.quarantined]
    assert sorted(o["amount"] for o in originals) == ["120.00", "40.00", "600.00"]
    (count,) = found.record["counts"]
    assert (count["read"], count["accepted"], count["quarantined"]) == (4, 1, 3)
    assert (accepted(found.record), rejected(found.record)) == (1, 3)


def test_an_export_of_one_row_an_article_is_no_order(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        "orders",
        "order_id,member_id,ordered_at,amount,currency,sku",
        "L-1,iris,2024-03-01T15:00:00Z,80.00,USD,pan",
        "L-1,iris,2024-03-01T15:00:00Z,30.00,USD,lid",
        "L-1,iris,2024-03-01T15:00:00Z,10.00,USD,cloth",
    )
    assert _positions(found) == ([], [1, 2, 3])


def test_rows_that_say_the_same_in_other_words_are_one_and_accepted(
    tmp_path: Path,
) -> None:
    found = _csv(
        tmp_path,
        "orders",
        "order_id,member_id,ordered_at,amount,currency,status,sku",
        "a,iris,2024-03-01T15:00:00Z,80.00,USD,,pan",
        "a,iris,2024-03-01T16:00:00+01:00,80,USD,completed,lid",
    )
    assert _positions(found) == ([1, 2], [])


@pytest.mark.parametrize(
    ("updates", "kept"),
    [
        (("null", "null"), []),
        ((LATER, LATER), []),
        ((LATER, "null"), [1, 2]),
        (("null", END_OF_DAY), []),  # both are news when the day ends
        ((LATER, LATER, "null"), [3]),
        ((LATER, "null", "null"), [1]),
    ],
)
def test_only_updates_tell_rows_of_a_key_apart(
    tmp_path: Path, updates: tuple[str, ...], kept: list[int]
) -> None:
    found = _orders(
        tmp_path,
        *(
            {"updated_at": update, "amount": f"'{number}'"}
            for number, update in enumerate(updates)
        ),
    )
    assert _positions(found)[0] == kept


def test_a_tombstone_beside_its_row_contradicts_it(tmp_path: Path) -> None:
    found = _orders(tmp_path, {"deleted_at": "null"}, {"deleted_at": LATER})
    assert _positions(found) == ([], [1, 2])


def test_a_row_that_is_rejected_anyway_contradicts_nothing(tmp_path: Path) -> None:
    found = _orders(tmp_path, {"amount": "'1'"}, {"amount": "'much'"})
    assert _positions(found) == ([1], [2])
    assert "amount 'much' is not" in str(found.reasons)


def test_files_of_one_day_may_differ_the_later_name_corrects(tmp_path: Path) -> None:
    land(tmp_path, "orders", row("orders", amount="'1'"), "a.parquet")
    land(tmp_path, "orders", row("orders", amount="'2'"), "b.parquet")
    assert len(staged(tmp_path, "orders").accepted) == 2


def test_a_key_of_two_columns_is_named_whole(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        "campaign_targets",
        "campaign_id,member_id,targeted_at",
        "c1,m1,2025-01-01T10:00:00Z",
        "c1,m2,2025-01-01T10:00:00Z",
        "c1,m1,2025-01-02T10:00:00Z",
    )
    says = (
        "campaign_id c1 and member_id m1 stand 2 times in this file"
        " with different values"
    )
    assert found.reasons == [says, says]
    assert [r["member_id"] for r in found.accepted] == ["m2"]


def test_rows_of_a_large_file_keep_their_positions(tmp_path: Path) -> None:
    land(
        tmp_path,
        "orders",
        "select 'o' || i // 2 * 2 + case when i % 1000 < 2 then 0 else i % 2 end"
        " as order_id, 'm' as member_id, 'CNY' as currency, i as amount,"
        " '2025-01-01T10:00' as ordered_at from range(300000) as r (i)",
    )
    found = staged(tmp_path, "orders")
    expected = [i + 1 for i in range(300000) if i % 1000 >= 2]
    assert sorted(int(str(r["row_position"])) for r in found.accepted) == expected
    assert len(found.quarantined) == 600


def test_keys_of_one_hash_are_told_apart_by_the_keys() -> None:
    """Chance gives two keys one hash: whoever is suspected is looked at whole."""
    with duckdb.connect() as connection:
        connection.execute("create macro hash(a) as 1")
        connection.execute(
            "create table rows as select order_id, null::timestamp as updated_at,"
            " date '2025-01-02' as landed_on, 'f' as file_name, row_position"
            " from (values ('a', 1), ('b', 2), ('b', 3)) as r (order_id, row_position)"
        )
        assert not contradictions.find(connection, FEEDS["orders"], "rows")
        connection.execute("alter table rows add column amount bigint")
        connection.execute("update rows set amount = row_position")
        assert contradictions.find(connection, FEEDS["orders"], "rows")
        found = connection.execute("from contradictions order by row_position")
        assert [(r[0], r[2]) for r in found.fetchall()] == [
            (date(2025, 1, 2), 2),
            (date(2025, 1, 2), 3),
        ]
