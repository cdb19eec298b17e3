"""Which runs there are: a structure, a scoring window and a seed each."""

import os
from dataclasses import dataclass
from random import Random

from tests.histories.compare.write_landing import with_positions
from tests.histories.generate import structures as s
from tests.histories.generate.benefit_rules import with_benefits_and_rewards
from tests.histories.generate.campaigns import with_campaigns
from tests.histories.generate.hypothesis_examples import examples
from tests.histories.generate.life import Life, with_name
from tests.histories.generate.member_lives import lives
from tests.histories.generate.programmes import programmes
from tests.histories.generate.world import World

LIVES_A_RUN = 320
COPIES_A_RUN = 40


@dataclass(frozen=True)
class Run:
    """So many lives under one drawn programme of a structure; all follows from it."""

    structure: s.Structure
    window: int | None
    seed: int
    also_later: bool = False

    def world(self) -> World:
        """The programme in its place and time, with its campaigns."""
        *_, drawn = examples(programmes(self.structure, self.window), 10, self.seed)
        random = Random(self.seed)
        document = with_benefits_and_rewards(random, drawn, self.structure)
        return with_campaigns(random, World(self.structure, document))

    def lives(self, world: World) -> list[Life]:
        """The lives, named by their number and laid out."""
        drawn = examples(lives(world), LIVES_A_RUN, self.seed)
        return with_positions(
            [with_name(life, f"h{n}") for n, life in enumerate(drawn)]
        )


# Runs of one structure share a folder, and so what dbt has parsed.
DEFAULT = [
    [Run(s.EVERYTHING, 365, 2), Run(s.EVERYTHING, 1, 3)],
    [Run(s.SHOP, 30, 1, also_later=True)],
    [Run(s.LADDER, None, 4)],
]
_WINDOWS = (None, 1, 30, 365)
_ALL = (s.EVERYTHING, s.SHOP, s.LADDER, s.COUNTS, s.TWINS)


def planned() -> list[list[Run]]:
    """The default runs, or as many as `LOYALTY_HISTORIES` histories need."""
    wanted = int(os.environ.get("LOYALTY_HISTORIES", "0"))
    if not wanted:
        return DEFAULT
    runs = -(-wanted // LIVES_A_RUN)
    plans: list[list[Run]] = [[] for _ in _ALL]
    for number in range(runs):
        place = number % len(_ALL)
        window = _WINDOWS[number // len(_ALL) % len(_WINDOWS)]
        plans[place].append(Run(_ALL[place], window, 1000 + number))
    return [plan for plan in plans if plan]
