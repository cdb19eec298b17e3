"""What the replay makes of a life's facts up to its tiers: instants, days, scores."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.facts.member_history import MemberHistory, member_histories
from tests.oracle.rules.versions import Version
from tests.oracle.scores.daily_scores import DayScore, daily_scores
from tests.oracle.tiers.daily_tiers import (
    Interval,
    daily_ranks,
    intervals,
    qualified_rank,
    rank_on,
)


class ReplayedTiers:
    """What counts of one life."""

    def __init__(self, life: Life, world: World) -> None:
        self.life, self.world, self.rules = life, world, world.rules
        self.today = world.as_of.toordinal()
        found = member_histories(world.facts_of(life), self.rules, world.as_of)
        self.history: MemberHistory | None = found.get(life.name)

    @cached_property
    def instants(self) -> list[datetime]:
        """When each fact that counts happened, the registration included."""
        if self.history is None:
            return []
        orders = [order.ordered_at for _, order in self.history.orders]
        events = [event.occurred_at for _, event in self.history.events]
        return [self.history.member.registered_at, *orders, *events]

    @cached_property
    def days(self) -> set[date]:
        """The local days of the orders, returns and events that count."""
        if self.history is None:
            return set()
        days = {day for day, _ in [*self.history.orders, *self.history.events]}
        days |= {item.day for item in self.history.returns}
        return {date.fromordinal(day) for day in days}

    @cached_property
    def scores(self) -> list[DayScore]:
        """The score of every day up to `as_of`."""
        if self.history is None:
            return []
        return list(daily_scores(self.history, self.rules, self.today))

    @cached_property
    def judged(self) -> list[tuple[Version, DayScore]]:
        """Each different score with the version that judges it."""
        kept: dict[tuple[int, int], tuple[Version, DayScore]] = {}
        for score in self.scores:
            version = self.rules.version_on(score.day)
            kept.setdefault((version.number, score.score), (version, score))
        return list(kept.values())

    @cached_property
    def qualified(self) -> list[tuple[Version, int]]:
        """Each version in which a rank was reached, with the rank."""
        ranks = [(v, qualified_rank(v, score.score)) for v, score in self.judged]
        return [(version, rank) for version, rank in ranks if rank > 0]

    @cached_property
    def held(self) -> list[Interval]:
        """The tiers up to `as_of`."""
        if self.history is None:
            return []
        scores = [(score.day, score.score) for score in self.scores]
        return intervals(self.history, daily_ranks(self.history, self.rules, scores))

    def tier_on(self, day: int) -> str:
        """The tier held on a day."""
        return ["none", *self.world.structure.tiers][rank_on(self.held, day)]

    def earned(self) -> Iterator[Interval]:
        """The intervals of a tier that is held without any grant."""
        if self.history is not None:
            plain = replace(self.history, grants=[])
            scores = [(score.day, score.score) for score in self.scores]
            held = intervals(plain, daily_ranks(plain, self.rules, scores))
            yield from (part for part in held if part.rank > 0)
