"""What SQL and Great Expectations find among the suspects is all there is to find."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.guard import staged_rows, suite_files, suites
from loyalty_pipeline.guard.compiled import Compiled, compiled
from loyalty_pipeline.guard.staged_rows import StagedRows
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

NUMBERS = ["amount_cents", "days_to_landing"]
WORDS = ["status", "channel"]
_number = st.one_of(st.integers(-3, 3), st.integers(-(2**53), 2**53))
_word = st.one_of(
    st.sampled_from(["web", "a", "", "it's", "上海", "e\u0301", "🤦🏼‍♂️"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)
_fraction = st.floats(-4, 4).map(lambda value: round(value, 1))
_whole = st.integers(0, 4).map(float)
_BOUNDS = {
    **dict.fromkeys(NUMBERS, st.one_of(_number, _fraction)),
    **dict.fromkeys(WORDS, st.one_of(_number, _whole)),
}


@st.composite
def _bounded(draw: st.DrawFn, kind: str, columns: list[str]) -> dict[str, Any]:
    column = draw(st.sampled_from(columns))
    low, high = sorted([draw(_BOUNDS[column]), draw(_BOUNDS[column])])
    given_bounds = draw(
        st.sampled_from(
            [
                {"min_value": low},
                {"max_value": high},
                {"min_value": low, "max_value": high},
            ]
        )
    )
    strict = draw(
        st.fixed_dictionaries(
            {}, optional={"strict_min": st.booleans(), "strict_max": st.booleans()}
        )
    )
    return expectation(kind, column=column, **given_bounds, **strict)


@st.composite
def _listed(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    column = draw(st.sampled_from(NUMBERS + WORDS))
    value = (
        _number if column in NUMBERS else _word.filter(lambda word: "\0" not in word)
    )
    return expectation(
        kind, column=column, value_set=draw(st.lists(value, min_size=1, max_size=4))
    )


@st.composite
def _null(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    return expectation(kind, column=draw(st.sampled_from(NUMBERS + WORDS)))


KINDS = {
    "expect_column_values_to_be_between": lambda kind: _bounded(kind, NUMBERS),
    "expect_column_value_lengths_to_be_between": lambda kind: _bounded(kind, WORDS),
    "expect_column_values_to_be_in_set": _listed,
    "expect_column_values_to_not_be_in_set": _listed,
    "expect_column_values_to_be_null": _null,
    "expect_column_values_to_not_be_null": _null,
}


def test_every_expectation_that_is_compiled_is_drawn_here() -> None:
    from loyalty_pipeline.guard.compiled import _COMPILERS

    assert set(KINDS) == set(_COMPILERS)


def _write(file: Path, rows: list[tuple[Any, ...]]) -> None:
    columns = {
        "order_id": "VARCHAR", "ordered_at": "TIMESTAMP", "amount_cents": "BIGINT",
        "status": "VARCHAR", "channel": "VARCHAR", "landed_on": "DATE",
    }  # fmt: skip
    with duck.connect() as connection:
        connection.execute(f"create table drawn as from {duck.no_rows(columns)}")
        for n, (days, cents, status, channel) in enumerate(rows):
            connection.execute(
                "insert into drawn values (?, timestamp '2025-01-02' + to_days(?),"
                " ?, ?, ?, date '2025-01-02')",
                [f"o{n}", -days, cents, status, channel],
            )
        duck.write_parquet(file, "drawn", connection)


_rows = st.lists(
    st.tuples(st.integers(-2, 2), st.none() | _number, _word, st.none() | _word),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_suspects_are_all_that_break_an_expectation(
    kind: str, tmp_path: Path, data: st.DataObject
) -> None:
    drawn = data.draw(st.lists(KINDS[kind](kind), min_size=1, max_size=3))
    file = tmp_path / "rows.parquet"
    _write(file, data.draw(_rows))
    (tmp_path / "orders.json").write_text(
        json.dumps({"name": "orders", "expectations": drawn}), encoding="utf-8"
    )
    with patch.object(suite_files, "SUITES", tmp_path):
        with patch.object(StagedRows, "count", return_value=None):
            wanted = suites.check(ORDERS, file)
        with (
            patch.object(staged_rows, "SAMPLE", 1),
            patch.object(StagedRows, "every", side_effect=AssertionError("in full")),
        ):
            assert suites.check(ORDERS, file) == wanted


ODD = [
    expectation("expect_column_values_to_match_regex", column="status", regex="^c"),
    expectation("expect_column_values_to_be_in_set", column="status", value_set=[]),
    expectation(
        "expect_column_values_to_be_between",
        column="amount_cents",
        min_value=1,
        row_condition="amount_cents > 100",
        condition_parser="pandas",
    ),
    expectation(
        "expect_column_values_to_be_between", column="amount_cents", min_value=2**60
    ),
    expectation(
        "expect_column_value_lengths_to_be_between", column="status", min_value=1.5
    ),
]


@pytest.mark.parametrize("odd", ODD)
def test_an_expectation_beyond_sql_is_not_compiled(odd: dict[str, Any]) -> None:
    types = {"status": "VARCHAR", "amount_cents": "BIGINT"}
    assert compiled({"expectations": [odd]}, types) is None
    assert compiled({"expectations": [positive(0.5), odd]}, types) is None


def test_a_suite_beyond_sql_is_judged_on_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    staged(home, 3_000, amount=free_below(7), status="if(i < 9, 'cancelled', null)")
    suite(tmp_path, monkeypatch, positive(0.5), ODD[0])
    monkeypatch.setattr(staged_rows, "SAMPLE", 1)
    free, completed = verdicts(home)
    assert (free.judged, free.broken) == (3_000, 7)
    assert (completed.judged, completed.broken) == (3_000, 0)


def test_numbers_that_a_data_frame_rounds_are_judged_on_every_row(
    tmp_path: Path,
) -> None:
    file = tmp_path / "rows.parquet"
    _write(file, [(0, 2**53 + 1, "a", None), (0, None, "a", None)])
    content = {"expectations": [positive(0.5)]}
    with duck.connect() as connection:
        assert StagedRows(connection, [file], "ordered_at").count(content) is None


def test_where_sql_and_great_expectations_differ_every_row_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    staged(home, 3_000, amount=free_below(7))
    suite(tmp_path, monkeypatch, positive(0.5))
    monkeypatch.setattr(staged_rows, "SAMPLE", 1)
    nothing = [Compiled("true", "false")]
    monkeypatch.setattr(staged_rows, "compiled", lambda suite, types: nothing)
    monkeypatch.setattr(staged_rows, "SAMPLE", 1_000)
    (promise,) = verdicts(home)
    assert (promise.judged, promise.broken) == (3_000, 7)


def test_great_expectations_sees_rows_of_each_day_that_has_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    staged(home, 5_000)
    suite(tmp_path, monkeypatch, positive(0.5))
    seen: list[int] = []

    def watched(suite: str) -> Validate:
        def validate(frame: pd.DataFrame) -> list[Any]:
            seen.append(len(frame))
            return validator(suite)(frame)

        return validate

    monkeypatch.setattr(suites, "validator", watched)
    verdicts(home)
    assert sum(seen) == 1_000


def test_verdicts_come_in_the_order_of_the_suite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Great Expectations answers column by column; each answer is its promise's."""
    home = Home(tmp_path)
    staged(home, 100, amount=free_below(7))
    known = expectation("expect_column_values_to_not_be_null", column="channel")
    suite(tmp_path, monkeypatch, positive(0.5), known, positive(0.9))
    assert [promise.broken for promise in verdicts(home)] == [7, 100, 7]
