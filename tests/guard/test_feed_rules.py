"""The short verdict on a day's numbers is that of Great Expectations."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.guard.feed_rules import broken, judge
from loyalty_pipeline.guard.measure import Measure
from tests.guard.staged_orders import expectation

_BETWEEN = "expect_column_values_to_be_between"
_number = st.one_of(
    st.sampled_from([0, 1, 0.05, 0.5, 5, 20]), st.integers(-3, 3), st.floats(-30, 30)
)


@st.composite
def _rules(draw: st.DrawFn) -> dict[str, Any]:
    low, high = sorted([draw(_number), draw(_number)])
    bounds = draw(
        st.sampled_from([{"min_value"}, {"max_value"}, {"min_value", "max_value"}])
    )
    kept = {
        k: v for k, v in {"min_value": low, "max_value": high}.items() if k in bounds
    }
    strict = st.fixed_dictionaries(
        {}, optional={"strict_min": st.booleans(), "strict_max": st.booleans()}
    )
    column = draw(st.sampled_from(["a", "b"]))
    return expectation(_BETWEEN, column=column, **kept, **draw(strict))


@given(
    rules=st.lists(_rules(), min_size=1, max_size=4),
    rows=st.lists(
        st.fixed_dictionaries({"a": st.none() | _number, "b": st.none() | _number}),
        min_size=1,
        max_size=6,
    ),
)
@settings(max_examples=40, deadline=None)
def test_the_short_verdict_is_that_of_great_expectations(
    rules: list[dict[str, Any]], rows: list[dict[str, float | None]]
) -> None:
    days = [{name: Measure(value) for name, value in row.items()} for row in rows]
    wanted = judge("orders", json.dumps({"name": "drawn", "expectations": rules}), days)
    assert [[broken(rule, row) for rule in rules] for row in days] == wanted


@pytest.mark.parametrize(
    "beyond",
    [
        expectation("expect_column_values_to_be_in_set", column="a", value_set=[1]),
        expectation(_BETWEEN, column="nowhere", max_value=1),
        expectation(_BETWEEN, column="a"),
        expectation(_BETWEEN, column="a", min_value=2, max_value=1),
        expectation(_BETWEEN, column="a", max_value="1"),
        expectation(_BETWEEN, column="a", max_value=1, row_condition="a > 0"),
        expectation(_BETWEEN, column="a", max_value=1, mostly=0.5),
    ],
)
def test_a_rule_beyond_the_short_verdict_is_left_to_great_expectations(
    beyond: dict[str, Any],
) -> None:
    assert broken(beyond, {"a": Measure(1.0)}) is None


def test_a_rule_that_fails_itself_says_nothing_about_the_days() -> None:
    rule = expectation(_BETWEEN, column="nowhere", max_value=1)
    suite = json.dumps({"name": "drawn", "expectations": [rule]})
    with pytest.raises(LoyaltyError, match="could not be evaluated") as refused:
        judge("orders", suite, [{"a": Measure(1.0)}])
    assert refused.value.where.endswith("orders.json")
