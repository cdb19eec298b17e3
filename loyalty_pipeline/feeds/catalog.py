"""The input contract: every feed, its key, its columns and the rules of a row.

A new feed is one entry here, one staging model and, where its days promise something,
one suite in `expectations/`.
"""

from loyalty_pipeline import currencies
from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.contract import Column as Column
from loyalty_pipeline.feeds.contract import Feed as Feed
from loyalty_pipeline.feeds.contract import Hint
from loyalty_pipeline.feeds.contract import RowRule as RowRule


def _key(name: str) -> Column:
    return Column(name, t.ID, required=True)


_FINE = ", ".join(f"'{currency}'" for currency in currencies.FINE)


MEMBERS = Feed(
    "members",
    ("member_id",),
    "Who takes part: one row a member.",
    (
        _key("member_id"),
        Column("registered_at", t.INSTANT, required=True),
        Column("activated_at", t.INSTANT),
        Column("birth_date", t.DATE, lenient=True, personal=True),
        Column("email", t.TEXT, personal=True),
        Column("phone", t.TEXT, personal=True),
        Column("region", t.TEXT),
        Column("control_group", t.BOOLEAN, default="false"),
    ),
)
ORDERS = Feed(
    "orders",
    ("order_id",),
    "What members bought: one row an order, net of discounts.",
    (
        _key("order_id"),
        _key("member_id"),
        Column("ordered_at", t.INSTANT, required=True),
        Column(
            "amount",
            t.MONEY,
            required=True,
            minimum=0,
            maximum=10**11,
            hints=(
                Hint(
                    "amount_cents < 0",
                    "a refund belongs in order_returns, with the order it returns",
                ),
                Hint(
                    f"amount_cents is null and currency in ({_FINE})",
                    "currencies of three, such as KWD, are not supported",
                ),
            ),
        ),
        Column("currency", t.CURRENCY, required=True),
        Column("status", t.one_of("completed", "cancelled"), default="'completed'"),
        Column("channel", t.TEXT, sorts=True),
    ),
)
ORDER_RETURNS = Feed(
    "order_returns",
    ("return_id",),
    "What members brought back: one row a return of an order or a part of it.",
    (
        _key("return_id"),
        _key("order_id"),
        Column("returned_at", t.INSTANT, required=True),
        Column(
            "amount",
            t.MONEY,
            required=True,
            minimum=0,
            hints=(Hint("amount_cents < 0", "write what came back without a minus"),),
        ),
    ),
)
ACTIVITY_EVENTS = Feed(
    "activity_events",
    ("event_id",),
    "What members did besides buying: one row an event.",
    (
        _key("event_id"),
        _key("member_id"),
        Column("occurred_at", t.INSTANT, required=True),
        Column("kind", t.ID, required=True, sorts=True),
        Column("value", t.HUNDREDTHS),
        Column("campaign_id", t.ID),
    ),
)
REDEMPTIONS = Feed(
    "redemptions",
    ("redemption_id",),
    "What members spent points on: one row a redemption.",
    (
        _key("redemption_id"),
        _key("member_id"),
        Column("redeemed_at", t.INSTANT, required=True),
        Column("points", t.INTEGER, required=True, minimum=1),
        Column("wallet", t.ID, default="'main'"),
        Column("reward", t.ID),
        Column("order_id", t.ID),
        Column("cancelled_at", t.INSTANT),
    ),
    (RowRule("cancelled_at is before redeemed_at", "cancelled_at >= redeemed_at"),),
)
ADJUSTMENTS = Feed(
    "adjustments",
    ("adjustment_id",),
    "Points given or taken by hand: one row an adjustment.",
    (
        _key("adjustment_id"),
        _key("member_id"),
        Column("adjusted_at", t.INSTANT, required=True),
        Column("points", t.INTEGER, required=True),
        Column("wallet", t.ID, default="'main'"),
        Column("reason", t.TEXT, required=True),
        Column("approved_by", t.TEXT, required=True),
    ),
    (RowRule("points is 0", "points <> 0"),),
)
TIER_GRANTS = Feed(
    "tier_grants",
    ("grant_id",),
    "Tiers given by hand for a time: one row a grant.",
    (
        _key("grant_id"),
        _key("member_id"),
        Column("tier", t.ID, required=True),
        Column("granted_from", t.DATE, required=True),
        Column("granted_until", t.OPEN_DATE),
        Column("reason", t.TEXT, required=True),
        Column("approved_by", t.TEXT),
    ),
    (RowRule("granted_until is before granted_from", "granted_until >= granted_from"),),
)
CAMPAIGNS = Feed(
    "campaigns",
    ("campaign_id",),
    "What members are offered for a time: one row a campaign.",
    (
        _key("campaign_id"),
        Column("name", t.TEXT, required=True),
        Column(
            "kind",
            t.one_of(
                "points_multiplier", "bonus_points", "discount", "exclusive_event"
            ),
            required=True,
        ),
        Column("starts_at", t.INSTANT, required=True),
        Column("ends_at", t.OPEN_INSTANT, required=True),
        Column("multiplier", t.RATE, minimum=10_001, maximum=100_000),
        Column("bonus_points", t.INTEGER, minimum=1),
        Column("discount", t.RATE, minimum=1, maximum=9_999),
        Column("benefit_group", t.ID),
        Column("wallet", t.ID, default="'main'"),
        Column("min_tier", t.ID),
        Column("audience", t.one_of("all", "targeted"), default="'all'"),
        Column("min_order_amount", t.MONEY, minimum=0),
        Column("max_points_per_member", t.INTEGER, minimum=0),
        Column("budget_points", t.INTEGER, minimum=0),
        Column("priority", t.INTEGER, default="0"),
    ),
    (
        RowRule("ends_at is before starts_at", "ends_at >= starts_at"),
        RowRule(
            "a points_multiplier campaign needs a multiplier",
            "kind <> 'points_multiplier' or multiplier_bp is not null",
        ),
        RowRule(
            "a bonus_points campaign needs bonus_points",
            "kind <> 'bonus_points' or bonus_points is not null",
        ),
        RowRule(
            "a discount campaign needs a discount",
            "kind <> 'discount' or discount_bp is not null",
        ),
    ),
)
CAMPAIGN_TARGETS = Feed(
    "campaign_targets",
    ("campaign_id", "member_id"),
    "Whom a targeted campaign is for: one row a campaign and member.",
    (
        _key("campaign_id"),
        _key("member_id"),
        Column("targeted_at", t.INSTANT, lenient=True),
    ),
)
BENEFIT_USES = Feed(
    "benefit_uses",
    ("use_id",),
    "Benefits that members made use of: one row a use.",
    (
        _key("use_id"),
        _key("member_id"),
        Column("benefit_code", t.BENEFIT, required=True),
        Column("used_at", t.INSTANT, required=True),
        Column("order_id", t.ID),
        Column("cost", t.MONEY, minimum=0),
    ),
)
SURVEYS = Feed(
    "surveys",
    ("response_id",),
    "How likely members are to recommend the shop, 0 to 10: one row a response.",
    (
        _key("response_id"),
        _key("member_id"),
        Column("responded_at", t.INSTANT, required=True),
        Column("score", t.INTEGER, required=True, minimum=0, maximum=10),
    ),
)
COSTS = Feed(
    "costs",
    ("cost_id",),
    "What running the programme costs: one row a cost.",
    (
        _key("cost_id"),
        Column("incurred_on", t.DATE, required=True),
        Column("category", t.TEXT, required=True, sorts=True),
        Column("amount", t.MONEY, required=True, minimum=0),
    ),
)

FEEDS = {
    feed.name: feed
    for feed in (
        MEMBERS,
        ORDERS,
        ORDER_RETURNS,
        ACTIVITY_EVENTS,
        REDEMPTIONS,
        ADJUSTMENTS,
        TIER_GRANTS,
        CAMPAIGNS,
        CAMPAIGN_TARGETS,
        BENEFIT_USES,
        SURVEYS,
        COSTS,
    )
}
