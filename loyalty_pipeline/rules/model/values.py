"""What a single value of a rule file may be: exact decimals, codes, days, zones.

Numbers are read as exact decimals of the digits written and leave as integers: weights
and rates in basis points, money in cents, scores in hundredths.
"""

from decimal import Decimal
from importlib.resources import files
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def _written(value: object) -> object:
    """A number as the loader read it: by its digits, so 0.6 is six tenths exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("must be a number")
    return Decimal(value)


def _zone(name: str) -> str:
    known = files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    if name not in known.split():
        raise ValueError("must be an IANA time zone such as Asia/Shanghai")
    return name


Number = Annotated[Decimal, BeforeValidator(_written)]
Weight = Annotated[Number, Field(ge=0, le=1, decimal_places=4)]
Value = Annotated[Number, Field(gt=0, le=10**9, decimal_places=4)]
Multiplier = Annotated[Number, Field(ge=1, le=100, decimal_places=4)]
Amount = Annotated[Number, Field(gt=0, le=10**9, decimal_places=2)]
Cost = Annotated[Number, Field(ge=0, le=10**9, decimal_places=2)]
Threshold = Annotated[Number, Field(ge=0, le=10**9, decimal_places=2)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Kind = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Zone = Annotated[str, AfterValidator(_zone)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Days = Annotated[int, Field(ge=0, le=3_660)]
SomeDays = Annotated[int, Field(ge=1, le=3_660)]
Whole = Annotated[int, Field(ge=1, le=10**9)]
Priority = Annotated[int, Field(ge=-(10**6), le=10**6)]


class Part(BaseModel):
    """A part of a rule file: no key that is not named, no value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
