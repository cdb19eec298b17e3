"""What a shop's clock showed, as instants, in SQL.

A time that the clock showed twice, as summer time ends, is the first of the two; one
that it left out, as summer time begins, is none: it was not on any right clock.
"""

from loyalty_pipeline import duck


def instant_of(wall: str, zone: str) -> str:
    """SQL for the UTC timestamp of a local one; null for one that never was."""
    earlier, other = _candidates(wall, zone)
    return f"""
        case
            when {_wall(earlier, zone)} = {wall} then {earlier}
            when {_wall(other, zone)} = {wall} then {other}
        end
    """


def start_of_day(midnight: str, zone: str) -> str:
    """SQL for the first instant of a local day, in UTC; some have no midnight."""
    earlier, other = _candidates(midnight, zone)
    return (
        f"case when {_wall(earlier, zone)} = {midnight} then {earlier} else {other} end"
    )


def _candidates(wall: str, zone: str) -> tuple[str, str]:
    """By the offset of a day before, which is the earlier's, and as DuckDB has it."""
    day = "interval 1 day"
    return f"{_utc(f'{wall} - {day}', zone)} + {day}", _utc(wall, zone)


def _utc(wall: str, zone: str) -> str:
    return f"timezone('UTC', timezone({duck.text(zone)}, {wall}))"


def _wall(utc: str, zone: str) -> str:
    return f"timezone({duck.text(zone)}, timezone('UTC', {utc}))"
