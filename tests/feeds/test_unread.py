"""What lies in the landing and nobody reads is named, with where it should lie."""

from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.new_days import landed, refuse_odd_landing
from loyalty_pipeline.feeds.unread import unread
from loyalty_pipeline.home.layout import Home

_DAY = "landed_on=2024-03-01"


def _put(landing: Path, *names: str) -> None:
    for name in names:
        file = landing / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def test_a_landing_of_which_all_is_read_has_nothing_to_name(tmp_path: Path) -> None:
    _put(
        tmp_path,
        f"orders/{_DAY}/a.csv",
        f"members/{_DAY}/a.csv",
        "landing.yaml",
        ".DS_Store",
        "_old/orders.csv",
        "orders/_SUCCESS",
        f"orders/{_DAY}/_temporary/0/a.csv",
    )
    (tmp_path / "orders" / _DAY / "empty").mkdir()
    assert unread(tmp_path) == []
    assert unread(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (f"order/{_DAY}/a.csv", "order/ is no feed; is it orders?"),
        (f"Orders/{_DAY}/a.csv", "Orders/ is no feed; is it orders?"),
        (f"aktivity_event/{_DAY}/a.csv", "is it activity_events?"),
        (f"stock/{_DAY}/a.csv", "stock/ is no feed"),
        ("orders.csv", "orders.csv lies in no feed: files are read at <feed>/"),
        ("orders/a.csv", "orders/a.csv lies in no day: files are read at orders/"),
        (f"orders/{_DAY}/till 1/a.csv", f"orders/{_DAY}/till 1/ is not read"),
        (f"orders/{_DAY}/2024/03/a.csv", f"orders/{_DAY}/2024/ is not read"),
    ],
)  # fmt: skip
def test_what_nobody_reads_is_named(tmp_path: Path, name: str, says: str) -> None:
    _put(tmp_path, f"members/{_DAY}/a.csv", name)
    (said,) = unread(tmp_path)
    assert says in said


@pytest.mark.parametrize("name", ["order", "Orders", "ORDERS", "oders"])
def test_a_required_feed_that_is_only_misspelt_is_suggested(
    tmp_path: Path, name: str
) -> None:
    landing = tmp_path / "landing"
    _put(landing, f"members/{_DAY}/a.csv", f"{name}/{_DAY}/a.csv")
    with pytest.raises(LoyaltyError) as refused:
        refuse_odd_landing(landing, landed(Home(tmp_path / "home"), landing))
    assert refused.value.what == "no orders have landed"
    assert refused.value.remedy == (
        f"rename {landing / name}, which is not read, to orders"
    )


def test_another_feed_is_not_taken_for_the_missing_one(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    _put(landing, f"members/{_DAY}/a.csv", f"order_returns/{_DAY}/a.csv")
    with pytest.raises(LoyaltyError) as refused:
        refuse_odd_landing(landing, landed(Home(tmp_path / "home"), landing))
    assert "put a file at orders/landed_on=" in refused.value.remedy
