"""How points are earned, when they may be spent and when they expire."""

from typing import Annotated, Literal

from pydantic import Field

from loyalty_pipeline.rules.model.values import (
    Code,
    Days,
    Kind,
    Multiplier,
    Number,
    Part,
    SomeDays,
    Whole,
)


class EventPoints(Part):
    """The points of an event of one kind, for so many events of a member a day."""

    points: Whole
    max_per_day: Whole | None = None


class Wallet(Part):
    """A wallet beside `main`, with a validity of its own; null is for ever."""

    validity_days: SomeDays | None


class Points(Part):
    """What an order earns, when it may be spent and when it expires."""

    per_currency_unit: Annotated[Number, Field(gt=0, le=1000, decimal_places=6)]
    rounding: Literal["floor", "carry"] = "floor"
    pending_days: Days = 0
    validity_days: SomeDays | None
    clawback_days: Days | None = None
    reinstate_within_days: Days | None = None
    tier_multipliers: dict[Code, Multiplier] = Field(default={})
    events: dict[Kind, EventPoints] = Field(default={})
    wallets: dict[Code, Wallet] = Field(default={})

    def validity_of(self) -> dict[str, int | None]:
        """The days that points are valid for, by wallet."""
        named = {name: wallet.validity_days for name, wallet in self.wallets.items()}
        return {"main": self.validity_days, **named}
