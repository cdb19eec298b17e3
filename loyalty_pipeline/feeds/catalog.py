"""The input contract: every feed, its key, its columns and the rules of a row.

A new feed is one entry here, one suite in `expectations/` and one staging model.
"""

from dataclasses import dataclass

from loyalty_pipeline.feeds import types as t


@dataclass(frozen=True)
class Column:
    """A column of a feed; `default` is a SQL literal, bounds are in lake units."""

    name: str
    type: t.LogicalType
    required: bool = False
    default: str = "null"
    minimum: int | None = None
    maximum: int | None = None

    @property
    def lake_name(self) -> str:
        """The name in the lake, which says the unit: `amount` is `amount_cents`."""
        return self.name + self.type.suffix


@dataclass(frozen=True)
class RowRule:
    """A promise about one row: SQL over lake columns, and the reason if broken."""

    reason: str
    holds: str


@dataclass(frozen=True)
class Feed:
    """One kind of fact that users land."""

    name: str
    key: tuple[str, ...]
    says: str
    own_columns: tuple[Column, ...]
    rules: tuple[RowRule, ...] = ()

    @property
    def happens_at(self) -> str:
        """The first instant of the feed's own: when a row's fact happened."""
        return next(c.name for c in self.own_columns if c.type is t.INSTANT)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Own columns, then the two that every feed may carry."""
        return (
            *self.own_columns,
            Column("updated_at", t.INSTANT),
            Column("deleted_at", t.INSTANT),
        )


def _key(name: str) -> Column:
    return Column(name, t.ID, required=True)


MEMBERS = Feed(
    "members",
    ("member_id",),
    "Who takes part: one row a member.",
    (
        _key("member_id"),
        Column("registered_at", t.INSTANT, required=True),
        Column("activated_at", t.INSTANT),
        Column("birth_date", t.DATE),
        Column("email", t.TEXT),
        Column("phone", t.TEXT),
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
        Column("amount", t.MONEY, required=True, minimum=0, maximum=10**11),
        Column("currency", t.CURRENCY, required=True),
        Column("status", t.one_of("completed", "cancelled"), default="'completed'"),
        Column("channel", t.TEXT),
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
        Column("kind", t.ID, required=True),
        Column("value", t.HUNDREDTHS),
        Column("campaign_id", t.ID),
    ),
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
        Column("ends_at", t.INSTANT, required=True),
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
        Column("targeted_at", t.INSTANT),
    ),
)

FEEDS = {
    feed.name: feed
    for feed in (MEMBERS, ORDERS, ACTIVITY_EVENTS, CAMPAIGNS, CAMPAIGN_TARGETS)
}
