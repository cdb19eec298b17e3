"""Columns that are missing, null, bad with a default, or not ours at all."""

from pathlib import Path

import pytest

from tests.support.staged_rows import accepted, judged, land, rejected, row, staged


def test_a_missing_optional_column_takes_its_default(tmp_path: Path) -> None:
    assert accepted(tmp_path, "orders")["status"] == "completed"
    campaign = accepted(tmp_path, "campaigns")
    defaults = [campaign[name] for name in ("wallet", "audience", "priority")]
    assert defaults == ["main", "all", 0]
    assert accepted(tmp_path, "members")["control_group"] is False


@pytest.mark.parametrize("sql", ["null", "''", "null::integer"])
def test_an_explicit_null_takes_the_default(tmp_path: Path, sql: str) -> None:
    assert accepted(tmp_path, "orders", status=sql)["status"] == "completed"
    assert accepted(tmp_path, "members", control_group=sql)["control_group"] is False
    assert accepted(tmp_path, "campaigns", priority=sql)["priority"] == 0


def test_a_bad_value_is_rejected_and_not_defaulted(tmp_path: Path) -> None:
    assert "status" in rejected(tmp_path, "orders", status="'open'")
    assert "control_group" in rejected(tmp_path, "members", control_group="'maybe'")
    assert "priority" in rejected(tmp_path, "campaigns", priority="'high'")


def test_a_missing_optional_column_without_a_default_is_null(tmp_path: Path) -> None:
    member = accepted(tmp_path, "members")
    absent = (
        "activated_at",
        "birth_date",
        "email",
        "phone",
        "updated_at",
        "deleted_at",
    )
    assert [member[name] for name in absent] == [None] * len(absent)


@pytest.mark.parametrize("word", ["falſe", "FALſE", "truе"])
def test_a_letter_that_looks_like_another_costs_its_row_alone(
    tmp_path: Path, word: str
) -> None:
    reasons = rejected(tmp_path, "members", control_group=f"'{word}'")
    assert reasons == f"control_group '{word}' is not true or false"


@pytest.mark.parametrize("column", ["channel", "status"])
def test_bytes_that_are_no_text_are_bad_and_not_missing(
    tmp_path: Path, column: str
) -> None:
    reasons = rejected(tmp_path, "orders", **{column: r"'caf\xE9'::blob"})
    assert reasons.startswith(rf"{column} 'caf\xE9' is not ")
    kept = accepted(tmp_path, "orders", channel="encode('café')")
    assert kept["channel"] == "café"
    assert accepted(tmp_path, "orders", channel="''::blob")["channel"] is None


@pytest.mark.parametrize(
    "name",
    [
        "row_position", "ROW_POSITION", "landed_on", "file_name", "filename",
        "file_row_number", "FILE_ROW_NUMBER", "file_index", "reasons", "original",
        "feed", "order_id_text", "ORDER_ID_TEXT", "amount_cents", "rowid",
        'a ""quoted"" name', "it's", "with space", "select", "texts", "typed", "judged",
        "accepted", "status_", "会员", "{text}", "$landed_on", "?", "%s", ";",
    ],
)  # fmt: skip
def test_an_extra_column_changes_nothing(tmp_path: Path, name: str) -> None:
    plain = judged(tmp_path, "orders", amount="'12.34'")
    extra = judged(tmp_path, "orders", **{name: "77"})
    assert extra.reasons == plain.reasons == []
    assert extra.accepted == plain.accepted


@pytest.mark.parametrize(
    "name", ["row_position", "file_row_number", "reasons", "original"]
)
def test_an_extra_column_changes_no_quarantined_row(tmp_path: Path, name: str) -> None:
    plain = judged(tmp_path, "orders", amount="'free'")
    extra = judged(tmp_path, "orders", amount="'free'", **{name: "'x'"})
    assert extra.quarantined == plain.quarantined


def test_columns_are_matched_by_name_in_any_order(tmp_path: Path) -> None:
    forward = judged(tmp_path, "orders").accepted
    columns = "currency, amount, ordered_at, member_id, order_id"
    land(tmp_path, "orders", f"select {columns} from ({row('orders')})")
    assert staged(tmp_path, "orders").accepted == forward


@pytest.mark.parametrize("folder", ["status=cancelled", "currency=USD", "channel=x"])
def test_the_folders_above_the_landing_are_no_columns(
    tmp_path: Path, folder: str
) -> None:
    """A landing below a Hive-style folder reads what its files hold, and only that."""
    root = tmp_path / folder
    root.mkdir()
    order = accepted(root, "orders")
    found = (order["status"], order["currency"], order["channel"])
    assert found == ("completed", "CNY", None)


@pytest.mark.parametrize("feed", ["orders", "members", "campaigns", "activity_events"])
def test_a_required_column_that_is_missing_rejects_the_file(
    tmp_path: Path, feed: str
) -> None:
    land(tmp_path, feed, "select 'x' as unrelated")
    (only,) = staged(tmp_path, feed).quarantined
    assert (only["row_position"], only["original"]) == (0, None)
    assert "required columns are missing: " in str(only["reasons"])
