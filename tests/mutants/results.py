"""A model's result made wrong by structure, in the select that its file ends with.

Whatever stands above it may be rewritten without a mistake being lost.
"""

import re

_RESULT = "select * from final\n"
_ORDER = re.compile(r"order by [a-z_, ]+\n")  # of a mart's rows


def overriding(sql: str, column: str, becomes: str) -> str:
    """The model with another expression, of the result's columns, as a column of it."""
    return _ending(sql, f"select * replace ({becomes} as {column}) from final\n")


def keeping(sql: str, predicate: str) -> str:
    """The model with only those of its rows that the predicate holds for."""
    return _ending(sql, f"select * from final\nwhere {predicate}\n")


def _ending(sql: str, select: str) -> str:
    head, result, order = sql.partition(_RESULT)
    if not result or (order and not _ORDER.fullmatch(order)):
        raise ValueError(f"the model does not end with: {_RESULT}")
    return head + select + order
