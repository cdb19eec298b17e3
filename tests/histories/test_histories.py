"""Random members full of edge cases: engine and replay agree on every row."""

from tests.histories.coverage.all_features import FEATURES
from tests.histories.run_and_count import Result

_OFTEN = 50


def test_every_row_of_every_history_equals_the_replay(result: Result) -> None:
    assert result.compared >= 1000
    assert not result.reports, "\n\n".join(result.reports)


def test_rows_twice_and_in_other_files_change_nothing(result: Result) -> None:
    assert not result.redelivered, "\n\n".join(result.redelivered)


def test_a_later_day_without_new_facts_tells_the_same_story(result: Result) -> None:
    assert not result.changed_later, "\n\n".join(result.changed_later)


def test_every_feature_occurs_in_many_histories(result: Result) -> None:
    rare = {name: result.coverage[name] for name in FEATURES}
    print(*(f"{times:6} {name}" for name, times in rare.items()), sep="\n")
    assert not {name: times for name, times in rare.items() if times < _OFTEN}
