"""Helpers for cases of goods that come back."""


def points_by_clawback(points_by_entry: dict[str, int]) -> dict[str, int]:
    """Return what each return took, by its id and the credit."""
    taken = {name: -points for name, points in points_by_entry.items() if points < 0}
    return {name.removeprefix("clawback:"): points for name, points in taken.items()}
