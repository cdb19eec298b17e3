"""The comparison itself: a wrong row is noticed, and shown in as few rows as can be."""

from collections.abc import Sequence

from tests.histories.compare.compare_tables import differences, replay_tables
from tests.histories.compare.engine_run import Tables
from tests.histories.compare.shrink import failing_lives, shrink_life
from tests.histories.compare.write_landing import with_positions
from tests.histories.generate.hypothesis_examples import examples
from tests.histories.generate.life import Life, with_name
from tests.histories.generate.member_lives import lives
from tests.histories.generate.structures import SHOP
from tests.histories.runs import Run
from tests.oracle.tables.columns import ROWS

WORLD = Run(SHOP, 30, 1).world()


def _lives(count: int) -> list[Life]:
    drawn = examples(lives(WORLD), count, 1)
    return with_positions([with_name(life, f"h{n}") for n, life in enumerate(drawn)])


def _joined(tables: dict[str, Tables]) -> Tables:
    return {
        name: [row for of_life in tables.values() for row in of_life.get(name, [])]
        for name in ROWS
    }


def test_equal_tables_do_not_differ() -> None:
    some = _lives(30)
    wanted = replay_tables(some, WORLD)
    assert not differences(_joined(wanted), wanted)


def test_every_altered_missing_or_repeated_row_is_found() -> None:
    some = _lives(30)
    wanted = replay_tables(some, WORLD)
    for table, rows in _joined(wanted).items():
        first, *others = rows
        *values, _ = first
        altered = type(first)._make([*values, "?"])
        for wrong in (others, [*rows, first], [altered, *others]):
            got = {**_joined(wanted), table: wrong}
            (found,) = differences(got, wanted).values()
            assert list(found) == [table]


def test_a_life_is_shrunk_to_the_rows_that_matter() -> None:
    """A pretended fault: two returns that stand make a difference."""

    def wrong(tried: Sequence[Life]) -> list[Life]:
        return [life for life in tried if len(life.facts.returns) > 1]

    (life, *_) = wrong(_lives(100))
    small = shrink_life(life, wrong)
    assert len(small.rows()) == len(small.facts.returns) == 2


def test_what_breaks_the_build_is_found_by_halving() -> None:
    many = _lives(50)
    found = failing_lives(many, lambda some: any(life.name == "h33" for life in some))
    assert [life.name for life in found] == ["h33"]
