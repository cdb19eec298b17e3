"""A small shop whose days passed, warned, were released and are held."""

from datetime import date
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import superseded
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder, read_record
from loyalty_pipeline.guard import held_days
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.quality.page import Subject, render
from tests.guard.judged_days import judged, land, land_files, on, orders, with_column

CANARY = "canary"
SCRIPT = "<script>alert(1)</script>"
PASSED, WARNED, RELEASED, HELD = on(0), on(3), on(4), on(5)

_MEMBERS = "member_id,registered_at,email,birth_date\n"


def bad_orders(sound: int, bad: int, key: str) -> str:
    """Orders of which some have a canary for an amount, and one for a member."""
    rows = [
        f"{CANARY}{n},{CANARY}-member,2024-03-01 10:00:00,{CANARY},CNY"
        for n in range(bad)
    ]
    return orders(sound, key=key) + "\n".join(rows) + "\n"


def take_in(home: Home, *days: date, feed: str = "orders") -> None:
    """Judge days that have landed; count the old rows of those that are let in."""
    judged(home, *days, feed=feed)
    known = [d for d in days if read_record(day_folder(home.lake, feed, d)) is not None]
    superseded.note(home, FEEDS[feed], known)
    for day in known:
        held_days.forget(home, feed, day)


def open_shop(root: Path) -> Home:
    """Land, judge and release."""
    home = Home(root)
    for number in range(3):
        twice = {"b": orders(4, key="d0-")} if number == 0 else {}
        land(home, on(number), a=orders(40, key=f"d{number}-"), **twice)
        take_in(home, on(number))
    named = with_column(orders(40, key="d1-"), SCRIPT, "x")
    land_files(home, WARNED, "orders", {f"{SCRIPT.replace('/', '')}.csv": named})
    take_in(home, WARNED)
    land(home, RELEASED, a=bad_orders(30, 15, "d4-"))
    take_in(home, RELEASED)
    held_days.release(home, RELEASED)
    take_in(home, RELEASED)
    land(home, HELD, a=bad_orders(40, 20, "d5-"), b=f"{CANARY}@example.org,{CANARY}\n")
    take_in(home, HELD)
    members = f"{CANARY},2024-03-01 10:00:00,{CANARY}@example.org,{CANARY}\n"
    members += f"{CANARY}-2,{CANARY},{CANARY}@example.org,\nm1,2024-03-01 10:00:00,,\n"
    land(home, PASSED, feed="members", members=_MEMBERS + members)
    take_in(home, PASSED, feed="members")
    (root / "landing" / "ordres").mkdir()
    _wait(root)
    return home


def _wait(root: Path) -> None:
    """A publication in which three orders wait."""
    facts = (
        "select 'orders' as feed, key, 'member' as waiting_for, date '2024-03-02'"
        " as since"
        f" from (values ('{CANARY}1'), ('{CANARY}2'), ('{CANARY}3')) as k (key)"
    )
    duck.write_parquet(root / "tables" / "held_back.parquet", f"({facts})")


def subject(home: Home) -> Subject:
    """What the shop's page is about."""
    return Subject(home, home.root / "landing", "retail", on(6), "2024-03-07-abc")


def page(home: Home) -> str:
    """The shop's page."""
    return render(subject(home), home.root / "tables")
