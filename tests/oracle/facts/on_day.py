"""What happened at an instant, with the calendar day that it counts on."""

from typing import Generic, NamedTuple, TypeVar

FactT = TypeVar("FactT")


class OnDay(NamedTuple, Generic[FactT]):
    """A fact with the local day of its instant, as an ordinal."""

    day: int
    fact: FactT
