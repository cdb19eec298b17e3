"""Random histories, dense in trouble: the engine and the replay agree on every row."""

from tests.histories.run_and_count import FEATURES, Result

_OFTEN = 50


def test_every_row_of_every_history_equals_the_replay(explored: Result) -> None:
    assert explored.compared >= 1000
    assert not explored.reports, "\n\n".join(explored.reports)


def test_rows_twice_and_in_other_files_change_nothing(explored: Result) -> None:
    assert not explored.otherwise, "\n\n".join(explored.otherwise)


def test_a_later_day_without_new_facts_tells_the_same_story(explored: Result) -> None:
    assert not explored.later, "\n\n".join(explored.later)


def test_every_trouble_occurs_in_many_histories(explored: Result) -> None:
    rare = {name: explored.coverage[name] for name in FEATURES}
    print(*(f"{times:6} {name}" for name, times in rare.items()), sep="\n")
    assert not {name: times for name, times in rare.items() if times < _OFTEN}
