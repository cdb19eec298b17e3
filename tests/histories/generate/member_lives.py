"""Random lives: all that a member does, full of ties, edges and things gone wrong."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.histories.generate.campaign_activity import add_campaign_activity
from tests.histories.generate.deliveries import Stamp
from tests.histories.generate.draft import MemberDraft
from tests.histories.generate.life import SELF, Life
from tests.histories.generate.orders import NEWCOMER, OWNERS, add_order
from tests.histories.generate.redemptions_and_adjustments import (
    add_redemptions_and_adjustments,
)
from tests.histories.generate.world import World
from tests.oracle.facts.feeds import CampaignTarget, Event, Facts, Member
from tests.oracle.facts.feeds import TierGrant as Grant

_DAY = timedelta(days=1)
KINDS = ["read", "read", "seen", "like", "sent", "other"]
VALUES = [None, 0, 1, 50, 250, 333, -120]


def lives(world: World) -> SearchStrategy[Life]:
    """Members' histories.

    Drawn by a generator that Hypothesis seeds: where it draws every choice itself, four
    in five examples are small mutations of another, and no shrinking makes up for it.
    """
    return st.randoms(use_true_random=True).map(lambda random: _life(random, world))


def _life(random: Random, world: World) -> Life:
    """Draw a member's history; the member may be withdrawn, the facts remain."""
    draft, facts = MemberDraft(random, world), Facts()
    first = Stamp(0).marks(world.landing_days)
    member = Member(SELF, draft.instant(), draft.pick([False, False, True]))
    if draft.pick([True, False, False]):
        facts.members += draft.deliver(member, registered_at=draft.instant())
    else:
        facts.members += [replace(member, **first)]
    if draft.pick([False, False, True]):
        newcomer = Member(NEWCOMER, world.midnight(world.as_of + _DAY))
        facts.members += [replace(newcomer, **first)]
    for number in range(draft.pick([0, 1, 2, 3, 4, 5, 6])):
        add_order(draft, facts, f"{SELF}-o{number}")
    for number in range(draft.pick([0, 0, 1, 2, 3, 4, 7])):
        _add_event(draft, facts, f"{SELF}-e{number}")
    for number in range(draft.pick([0, 0, 1, 2, 3])):
        _add_grant(draft, facts, f"{SELF}-g{number}")
    if draft.pick([False, False, True]):
        target = CampaignTarget("nowhere", draft.pick(OWNERS))
        facts.campaign_targets += draft.deliver(target)
    add_redemptions_and_adjustments(draft, facts)
    add_campaign_activity(draft, facts)
    return Life(SELF, facts)


def _add_event(draft: MemberDraft, facts: Facts, name: str) -> None:
    at, kind, value = draft.instant(), draft.pick(KINDS), draft.pick(VALUES)
    event = Event(name, draft.pick(OWNERS), at, kind, value)
    draft.note_credit(at, at, "main")
    event = replace(event, campaign_id=draft.pick([None, None, "nowhere"]))
    facts.events += draft.deliver(event, kind="read", value_hundredths=4)
    for number in range(draft.pick([0, 0, 0, 2])):
        # More than a day has points for, some of them at one instant.
        again = replace(event, event_id=f"{name}-{number}")
        again = replace(again, occurred_at=at + draft.pick([0, 1]) * _DAY / 24)
        facts.events += draft.deliver(again, kind="seen")


def _add_grant(draft: MemberDraft, facts: Facts, name: str) -> None:
    codes = [*draft.world.structure.tiers] * 3 + ["emerald"]
    first = draft.day()
    lasts = draft.pick([None, 0, 1, 30, 400])
    until = None if lasts is None else first + lasts * _DAY
    grant = Grant(name, draft.pick(OWNERS), draft.pick(codes), first, until)
    facts.tier_grants += draft.deliver(grant, granted_until=first)
