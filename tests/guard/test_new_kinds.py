"""Values that sort rows, and what turns up among them that no day before had."""

from pathlib import Path

import pytest

from loyalty_pipeline.guard.shown import shown
from loyalty_pipeline.home.layout import Home
from tests.guard.judged_days import on, orders, usual_days, verdict, with_column

_SAYS = "No channel turns up"


def _channels(*channels: str) -> str:
    """Forty orders, of these channels in turn."""
    header, *lines = orders(40).splitlines()
    told = [f"{line},{channels[n % len(channels)]}" for n, line in enumerate(lines)]
    return "\n".join([f"{header},channel", *told]) + "\n"


def _warned(home: Home, days: int, *channels: str) -> list[str]:
    usual_days(home, days, _channels("web", "shop"))
    found = verdict(home, on(days), usual=_channels(*channels))
    assert not found.held
    return [says for says in found.warned if _SAYS in says]


def test_a_channel_that_no_day_before_had_is_told(tmp_path: Path) -> None:
    (says,) = _warned(Home(tmp_path), 7, "web", "kiosk")
    assert "20 rows are of a channel that no day before had: kiosk" in says


def test_known_channels_are_no_news_and_a_missing_one_is_none(tmp_path: Path) -> None:
    assert _warned(Home(tmp_path), 7, "web") == []


def test_before_a_week_is_known_nothing_is_new(tmp_path: Path) -> None:
    assert _warned(Home(tmp_path), 6, "web", "kiosk") == []


def test_free_text_sorts_nothing(tmp_path: Path) -> None:
    """Of a column with more than fifty values on a day none is a kind."""
    home = Home(tmp_path)
    text = with_column(orders(51), "channel", "x")
    many = "\n".join(
        f"{line}{n}" if n else line for n, line in enumerate(text.splitlines())
    )
    usual_days(home, 7, many + "\n")
    found = verdict(home, on(7), usual=_channels("kiosk"))
    assert not [says for says in found.warned if _SAYS in says]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["b", "a"], "a, b"),
        (["kiosk", "ann@example.org"], "kiosk, 1 more"),
        (["+44 20 7946 0958"], "1 that may not be shown"),
        (["x" * 41, "o-12345"], "2 that may not be shown"),
        (list("gfedcba"), "a, b, c, d, e, 2 more"),
        ([], ""),
    ],
)
def test_what_may_name_somebody_is_counted_and_not_shown(
    words: list[str], says: str
) -> None:
    assert shown(words) == says
