"""What a cell of a workbook holds, as a text and the kind of it.

Excel knows no decimals and no whole numbers but binary floats, of which it keeps and
shows 15 digits. To these each number is taken: what was typed comes back as it was, and
0.1 + 0.2 is 0.3, as its owner sees it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

EMPTY, TEXT, WHOLE, FRACTION, TOO_LONG = " ", "s", "n", "f", "r"
DATE, INSTANT, BOOLEAN, TIME = "d", "i", "b", "t"
ERROR, NO_VALUE, MERGED = "e", "u", "m"
NUMBERS = (WHOLE, FRACTION, TOO_LONG)

Cell = int | float | str | bool | time | date | datetime | timedelta
_FIRST_OF_16_DIGITS = 10**15
_OF_15_DIGITS = 15  # characters: of so many or fewer there is nothing to round


def told(cell: Cell) -> tuple[str, str]:
    """The kind and the text of a cell: of a date or instant as ISO 8601 has it."""
    if isinstance(cell, str):
        return (TEXT, cell) if cell else (EMPTY, "")
    if isinstance(cell, bool):
        return BOOLEAN, "true" if cell else "false"
    if isinstance(cell, datetime):
        return INSTANT, cell.isoformat(" ")
    if isinstance(cell, date):
        return DATE, cell.isoformat()
    if isinstance(cell, time | timedelta):
        return TIME, str(cell)
    return _number(cell)


def _number(cell: float) -> tuple[str, str]:
    written = str(cell)
    if len(written) <= _OF_15_DIGITS and "e" not in written and cell == cell:
        is_whole = written.endswith(".0") or isinstance(cell, int)
        return WHOLE if is_whole else FRACTION, written.removesuffix(".0")
    shown = Decimal(format(cell, ".15g"))
    if not shown.is_finite():
        return FRACTION, str(shown)
    text = format(shown, "f")
    if shown != shown.to_integral_value():
        return FRACTION, text
    is_long = abs(shown) >= _FIRST_OF_16_DIGITS
    return TOO_LONG if is_long else WHOLE, text.removesuffix(".0")


def is_empty(row: Sequence[Cell]) -> bool:
    """Whether a row has nothing in any cell."""
    return all(cell == "" for cell in row)
