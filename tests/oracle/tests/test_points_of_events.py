"""Points of events worked out by hand: which count on a day."""

from datetime import date

from tests.oracle.cases.points_cases import (
    PLAIN,
    event,
    main_balance,
    points_by_entry,
    points_on,
)
from tests.oracle.cases.programme_cases import facts, noon, programme, version
from tests.oracle.facts.feeds import Event
from tests.oracle.replay import replay


def test_the_first_events_of_a_day_and_kind_count() -> None:
    events = [
        event("b", 1),
        event("a", 1),
        event("c", 0.9),
        event("d", 2),
        event("x", 1, "seen"),
    ]
    rules = {"events": {"read": {"points": 5, "max_per_day": 2}}}
    found = points_by_entry(points_on(2, facts(events=events), **rules))
    # on the 1st: c is earlier, a before b at one instant; a kind not named is worth 0
    assert found == {"event:c": 5, "event:a": 5, "event:d": 5}


def test_events_without_a_cap_all_count_and_are_never_pending() -> None:
    events = [event(name, 1) for name in "abc"]
    rules = {"events": {"read": {"points": 5}}, "pending_days": 9}
    found = main_balance(points_on(1, facts(events=events), **rules))
    assert (found.earned, found.pending, found.available) == (15, 0, 15)


def test_a_day_of_events_is_a_local_day() -> None:
    # 15:59 and 16:00 UTC are two days in Shanghai
    events = [Event("a", "ann", noon(2).replace(hour=15, minute=59), "read")]
    events += [Event("b", "ann", noon(2).replace(hour=16), "read")]
    events += [Event("c", "ann", noon(2).replace(hour=17), "read")]
    one = PLAIN | {"events": {"read": {"points": 5, "max_per_day": 1}}}
    rules = programme(version(points=one), timezone="Asia/Shanghai")
    found = points_by_entry(replay(facts(events=events), rules, date(2020, 6, 3)))
    assert found == {"event:a": 5, "event:b": 5}
