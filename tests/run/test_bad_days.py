"""Three feeds with a bad day each: nothing is published, nor after a good next day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from loyalty_pipeline.guard import held_days
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.cli import checksums, loyalty

FIRST, USUAL_DAYS = date(2025, 3, 1), 8
BAD, NEXT = (FIRST + timedelta(USUAL_DAYS + n) for n in (0, 1))
AT = "2025-02-01T12:00:00Z"
_HEADERS = {
    "members": "member_id,registered_at",
    "orders": "order_id,member_id,ordered_at,amount,currency",
    "order_returns": "return_id,order_id,returned_at,amount",
    "activity_events": "event_id,member_id,occurred_at,kind",
}


def _land(landing: Path, feed: str, day: date, rows: Iterator[str]) -> None:
    file = landing / feed / f"landed_on={day}" / "part.csv"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join([_HEADERS[feed], *rows]) + "\n", encoding="utf-8")


def _land_day(
    landing: Path, day: date, events: int = 100, amount: int = 20, spoiled: int = 0
) -> None:
    """A day of 50 orders and returns; of the latter so many have no amount."""
    key = day.isoformat()
    _land(landing, "orders", day,
          (f"o{key}-{n},m{n % 20},{AT},{amount},CNY" for n in range(50)))  # fmt: skip
    _land(landing, "order_returns", day,
          (f"r{key}-{n},o{key}-{n},{AT},{'none' if n < spoiled else 1}"
           for n in range(50)))  # fmt: skip
    _land(landing, "activity_events", day,
          (f"e{key}-{n},m{n % 20},{AT},visit" for n in range(events)))  # fmt: skip


@pytest.mark.slow
def test_a_feed_that_halves_one_of_bad_rows_and_one_that_drifts(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    _land(landing, "members", FIRST, (f"m{n},{AT}" for n in range(20)))
    for number in range(USUAL_DAYS):
        _land_day(landing, FIRST + timedelta(number))
    arguments = ("run", "--home", home.root, "--landing", landing, "--as-of", NEXT)
    ran = loyalty(*map(str, arguments))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    published = checksums(Build(home).published)

    _land_day(landing, BAD, events=50, amount=2_000, spoiled=10)
    ran = loyalty(*map(str, arguments))
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "50 rows, where the days before had 100" in ran.stderr
    assert "10 of 50 rows are refused" in ran.stderr
    assert "half of the 50 values of amount_cents in CNY are at most" in ran.stderr
    assert checksums(Build(home).published) == published

    _land_day(landing, NEXT)
    ran = loyalty(*map(str, arguments))
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert checksums(Build(home).published) == published
    held = [(each["feed"], each["day"]) for each in held_days.held_days(home)]
    assert held == [
        (feed, str(BAD)) for feed in ("activity_events", "order_returns", "orders")
    ]
