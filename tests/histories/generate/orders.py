"""Random orders and returns, at the edges of all that decides on them."""

from datetime import timedelta
from typing import Any

from tests.histories.generate.draft import SMALL_DELAYS, MemberDraft
from tests.histories.generate.life import SELF
from tests.histories.generate.scoring_rules import PRICES
from tests.oracle.facts.feeds import Facts, Order, Return

_DAY = timedelta(days=1)
# Somebody who never registers, and somebody who will after `as_of`.
STRANGER, NEWCOMER = f"{SELF}-x", f"{SELF}-y"
OWNERS = [SELF] * 14 + [STRANGER, NEWCOMER]
AMOUNTS = [*PRICES * 4, 0, 1, 99, 100, 5000, 9999, 10001, 25000, 100000]


def add_order(draft: MemberDraft, facts: Facts, name: str) -> None:
    """Add a purchase, and what came back of it."""
    cents = draft.pick(AMOUNTS)
    odd = draft.pick([("USD", "completed")] * 7 + [("USD", "cancelled")])
    currency, status = draft.pick([odd] * 9 + [("EUR", "completed")])
    order = Order(
        name, draft.pick(OWNERS), draft.instant(), cents, currency, status=status
    )
    draft.note_order(order)
    befores: list[dict[str, Any]] = [
        {"amount_cents": cents + 777},
        {"status": "cancelled"},
        {"currency": "JPY"},
        {"member_id": SELF},
        {"ordered_at": order.ordered_at - 3 * _DAY},
    ]
    before = draft.pick(befores)
    facts.orders += draft.deliver(order, **before)
    for number in range(draft.pick([0, 0, 0, 1, 2, 3, 4])):
        add_return(draft, facts, order, f"{name}-r{number}")


def add_return(draft: MemberDraft, facts: Facts, order: Order, name: str) -> None:
    """Add a return at, before or after its order, some at the end of the window."""
    window = draft.world.window or 30
    days = [
        0,
        0,
        0,
        1,
        -2,
        window - 1,
        window,
        *draft.return_limits(order.ordered_at) * 2,
    ]
    later = draft.pick(days) * _DAY + draft.pick(SMALL_DELAYS)
    share = draft.pick([1, order.amount_cents // 3, order.amount_cents])
    cents = max(1, share + draft.pick([0, 0, 500]))
    owner = draft.pick([order.order_id] * 9 + [f"{SELF}-lost"])
    at = draft.pick([order.ordered_at + later] * 4 + [draft.instant()])
    back = Return(name, owner, at, cents)
    facts.returns += draft.deliver(back, amount_cents=cents + 3)
