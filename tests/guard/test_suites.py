"""A suite's verdict on a staged day, however many chunks it is read in."""

from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError, RunFailedError
from loyalty_pipeline.guard import staged_rows, suites
from loyalty_pipeline.guard.validator import Validate, validator
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import (
    expectation,
    free_below,
    positive,
    staged,
    suite,
    verdicts,
)

VECTOR = 2_048


@pytest.mark.parametrize("vectors", [1, 3, 200])
def test_a_verdict_is_the_same_in_any_number_of_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vectors: int
) -> None:
    home, rows = Home(tmp_path), 5 * VECTOR + 7
    staged(home, rows, amount=free_below(3 * VECTOR))
    suite(tmp_path, monkeypatch, positive(0.5), positive(0.1))
    monkeypatch.setattr(staged_rows, "VECTORS_A_CHUNK", vectors)
    half, tenth = verdicts(home)
    assert (half.judged, half.broken) == (tenth.judged, tenth.broken)
    assert (half.judged, half.broken) == (rows, 3 * VECTOR)
    assert (half.is_kept, tenth.is_kept) == (False, True)


def test_half_a_million_rows_are_all_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    staged(home, 500_001, amount="case when i % 1000 = 0 then '0' else '5' end")
    suite(tmp_path, monkeypatch, positive(0.99))
    (promise,) = verdicts(home)
    assert (promise.judged, promise.broken) == (500_001, 501)
    assert promise.is_kept


def test_a_promise_shows_a_few_keys_and_counts_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    staged(home, 3 * VECTOR, amount=free_below(2 * VECTOR))
    suite(tmp_path, monkeypatch, positive(0.99))
    monkeypatch.setattr(staged_rows, "VECTORS_A_CHUNK", 1)
    (promise,) = verdicts(home)
    assert promise.examples == [f"o{i}" for i in range(5)]
    assert promise.broken == 2 * VECTOR


def test_missing_values_are_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    channel = f"case when i >= {VECTOR} then 'x' end"
    staged(home, 2 * VECTOR, channel=channel)
    known = "expect_column_values_to_be_in_set"
    suite(
        tmp_path, monkeypatch, expectation(known, column="channel", value_set=["web"])
    )
    monkeypatch.setattr(staged_rows, "VECTORS_A_CHUNK", 1)
    (promise,) = verdicts(home)
    assert (promise.judged, promise.broken) == (VECTOR, VECTOR)


@pytest.mark.parametrize(
    "broken",
    [
        expectation(
            "expect_column_values_to_be_between", column="nowhere", min_value=1
        ),
        expectation("expect_column_values_to_match_regex", column="status", regex="("),
        expectation("expect_column_values_to_be_between", column="status", min_value=1),
        expectation("expect_table_row_count_to_be_between", min_value=1),
    ],
)
def test_an_expectation_that_fails_itself_says_nothing_about_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: dict[str, object]
) -> None:
    home = Home(tmp_path)
    staged(home, 10)
    suite(tmp_path, monkeypatch, positive(0.5), broken)
    with pytest.raises(LoyaltyError, match="could not be evaluated") as refused:
        verdicts(home)
    assert not isinstance(refused.value, RunFailedError)
    assert refused.value.where == str(tmp_path / "orders.json")


def test_a_day_of_no_rows_breaks_no_promise(tmp_path: Path) -> None:
    home = Home(tmp_path)
    staged(home, 0)
    assert all(promise.is_kept for promise in verdicts(home))


@pytest.mark.parametrize(("rows", "is_looked_at"), [(999, False), (1_000, True)])
def test_few_sound_rows_are_not_worth_the_import_of_great_expectations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, is_looked_at: bool
) -> None:
    home = Home(tmp_path)
    staged(home, rows)
    suite(tmp_path, monkeypatch, positive(0.5))
    seen: list[str] = []

    def watched(suite: str) -> Validate:
        seen.append(suite)
        return validator(suite)

    monkeypatch.setattr(suites, "validator", watched)
    (promise,) = verdicts(home)
    assert (promise.judged, promise.broken) == (rows, 0)
    assert bool(seen) == is_looked_at
