"""When campaigns are on: for years, around notable days, on the run's day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from tests.histories.generate.draft import TIMES_OF_DAY
from tests.histories.generate.world import World

DrawWindow = Callable[[Random, World], tuple[datetime, datetime]]
Window = tuple[datetime, datetime]

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_LENGTHS = [timedelta(), _SECOND, _DAY - _SECOND, _DAY, 7 * _DAY, 60 * _DAY, 400 * _DAY]


def for_years(random: Random, world: World) -> Window:
    """From long before the first facts until around the run's day."""
    starts_on = random.choice([world.as_of - 850 * _DAY, world.version_starts[0]])
    ends_on = world.as_of + random.choice([-1, 0, 1, 40]) * _DAY
    return world.midnight(starts_on - 100 * _DAY), world.midnight(ends_on)


def since_second_version(random: Random, world: World) -> Window:
    """Since the middle version."""
    _, middle, _ = world.version_starts
    _, ends_at = for_years(random, world)
    return world.midnight(middle), ends_at


def around_notable_days(random: Random, world: World) -> Window:
    """Between two instants at which much else changes, or a short while from one."""
    days, clocks = (
        random.choices(world.notable_days, k=2),
        random.choices(TIMES_OF_DAY, k=2),
    )
    pairs = zip(days, clocks, strict=True)
    one, other = sorted(world.midnight(day) + clock for day, clock in pairs)
    return one, random.choice([one + random.choice(_LENGTHS), other])


def until_last_day(random: Random, world: World) -> Window:
    """The last day is the run's, some part of it."""
    first, after = world.midnight(world.as_of), world.midnight(world.as_of + _DAY)
    return first - 20 * _DAY, random.choice([first, after - _SECOND])


def on_last_day(random: Random, world: World) -> Window:
    """Some part of the run's day is in it, or only just none."""
    first, after = world.midnight(world.as_of), world.midnight(world.as_of + _DAY)
    edges = [first - _SECOND, first, first, after - _SECOND, after - _SECOND, after]
    starts_at = random.choice([*edges, first - 20 * _DAY, first - 200 * _DAY])
    ends_at = random.choice([*edges, after + 20 * _DAY])
    return min(starts_at, ends_at), max(starts_at, ends_at)
