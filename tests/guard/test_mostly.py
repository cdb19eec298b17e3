"""How many rows may break a promise, to the row."""

from pathlib import Path

import pytest

from loyalty_pipeline.guard.suite_files import Limits
from loyalty_pipeline.guard.suites import Promise
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import (
    expectation,
    free_below,
    positive,
    staged,
    suite,
    verdicts,
)

_ANY = Limits("", is_critical=True, least_rows=1, least_days=0)


@pytest.mark.parametrize(("broken", "kept"), [(100, True), (101, False), (0, True)])
def test_exactly_as_many_rows_as_mostly_allows_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int, kept: bool
) -> None:
    home = Home(tmp_path)
    staged(home, 2_000, amount=free_below(broken))
    suite(tmp_path, monkeypatch, positive(0.95))
    (promise,) = verdicts(home)
    assert (promise.broken, promise.is_kept) == (broken, kept)


@pytest.mark.parametrize("mostly", [0.5, 0.9, 0.95, 0.99, 0.999, 0.7])
@pytest.mark.parametrize("rows", [1_000, 10**6, 10**8])
def test_the_edge_of_mostly_does_not_depend_on_the_size(
    mostly: float, rows: int
) -> None:
    allowed = rows * (1_000 - round(mostly * 1_000)) // 1_000
    assert Promise(_ANY, mostly, rows, allowed).is_kept
    assert not Promise(_ANY, mostly, rows, allowed + 1).is_kept


def test_an_expectation_without_mostly_allows_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    staged(home, 1_000, amount=free_below(1))
    between = "expect_column_values_to_be_between"
    suite(
        tmp_path,
        monkeypatch,
        expectation(between, column="amount_cents", min_value=1),
    )
    (promise,) = verdicts(home)
    assert not promise.is_kept
    assert promise.examples == ["o0"]
    assert f"says {between} (1 of 1,000 rows break it" in str(promise)
