"""A small table of rules, and the integers that its numbers are kept as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Value = str | int | bool | date | datetime | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A small table: its columns with their types, and its rows."""

    columns: dict[str, str]
    rows: Sequence[Row]


def basis_points(share: Decimal) -> int:
    """A share in ten-thousandths; the model allows no finer one."""
    return int(share * 10_000)


def cents(amount: Decimal) -> int:
    """An amount of money in hundredths; the model allows no finer one."""
    return int(amount * 100)
