"""The feeds: what a row of each says, as typed values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tests.oracle.facts.campaign_feeds import Campaign as Campaign
from tests.oracle.facts.campaign_feeds import CampaignTarget as CampaignTarget
from tests.oracle.facts.delivered_row import Row


@dataclass(frozen=True, slots=True)
class Member(Row):
    """A person in the programme."""

    member_id: str
    registered_at: datetime
    control_group: bool = False
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Order(Row):
    """A purchase, in cents of its currency."""

    order_id: str
    member_id: str
    ordered_at: datetime
    amount_cents: int
    currency: str
    status: str = "completed"


@dataclass(frozen=True, slots=True)
class Return(Row):
    """Goods of an order brought back, in cents."""

    return_id: str
    order_id: str
    returned_at: datetime
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Event(Row):
    """Something a member did, with an optional value in hundredths."""

    event_id: str
    member_id: str
    occurred_at: datetime
    kind: str
    value_hundredths: int | None = None
    campaign_id: str | None = None


@dataclass(frozen=True, slots=True)
class Redemption(Row):
    """Points of a wallet spent on something, perhaps given back later."""

    redemption_id: str
    member_id: str
    redeemed_at: datetime
    points: int
    wallet: str = "main"
    cancelled_at: datetime | None = None
    reward: str | None = None


@dataclass(frozen=True, slots=True)
class Adjustment(Row):
    """Points given (or taken, if negative) by hand."""

    adjustment_id: str
    member_id: str
    adjusted_at: datetime
    points: int
    wallet: str = "main"


@dataclass(frozen=True, slots=True)
class TierGrant(Row):
    """A tier given by hand for some days, both ends included (no end: open)."""

    grant_id: str
    member_id: str
    tier: str
    granted_from: date
    granted_until: date | None = None


@dataclass(frozen=True, slots=True)
class BenefitUse(Row):
    """A benefit that a member made use of, perhaps with an order."""

    use_id: str
    member_id: str
    benefit_code: str
    used_at: datetime
    order_id: str | None = None


@dataclass
class Facts:
    """Every delivered row of every feed, repeats and withdrawals included."""

    members: list[Member] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    tier_grants: list[TierGrant] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    campaign_targets: list[CampaignTarget] = field(default_factory=list)
    redemptions: list[Redemption] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    benefit_uses: list[BenefitUse] = field(default_factory=list)
