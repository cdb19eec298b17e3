"""Landing days of orders judged one after the other, as runs do."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline.feeds import lake
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.guard import checks, held_days
from loyalty_pipeline.guard.findings import critical, warnings
from loyalty_pipeline.home.layout import Home

FIRST = date(2024, 3, 1)
_ORDERS = "order_id,member_id,ordered_at,amount,currency"


class Verdict(NamedTuple):
    """What holds a day, and what is only said of it."""

    held: list[str]
    warned: list[str]

    @property
    def is_clean(self) -> bool:
        return not self.held and not self.warned


def on(number: int) -> date:
    """The so manieth landing day, from 0."""
    return FIRST + timedelta(number)


def orders(rows: int, amount: str = "5", key: str = "o") -> str:
    """So many sound orders as CSV."""
    lines = [f"{key}{n},m1,2024-03-01 10:00:00,{amount},CNY" for n in range(rows)]
    return "\n".join([_ORDERS, *lines]) + "\n"


def with_column(text: str, name: str, value: str) -> str:
    """CSV with one more column, of the same value in all rows."""
    header, *lines = text.splitlines()
    return (
        "\n".join([f"{header},{name}", *(f"{line},{value}" for line in lines)]) + "\n"
    )


def land(home: Home, day: date, feed: str = "orders", **files: str) -> Path:
    """Land files, by their names without `.csv`, in place of what the day held."""
    return land_files(
        home, day, feed, {f"{name}.csv": text for name, text in files.items()}
    )


def land_files(home: Home, day: date, feed: str, files: dict[str, str]) -> Path:
    folder = home.root / "landing" / feed / f"landed_on={day}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def judged(home: Home, *days: date, feed: str = "orders") -> dict[date, Verdict]:
    """Stage what landed on some days, judge it, and promote what passes."""
    lake.clear_staging(home, feed)
    records = {
        landed.day: stage(
            FEEDS[feed], landed, day_folder(home.staging, feed, landed.day)
        )
        for landed in landing_days(home.root / "landing", feed)
        if landed.day in days
    }
    verdicts = {}
    for day, found in checks.findings(home, FEEDS[feed], records).items():
        every = [finding for findings in found.values() for finding in findings]
        verdicts[day] = Verdict(critical(every), warnings(every))
        grave = {check: critical(findings) for check, findings in found.items()}
        if held_days.may_pass(home, feed, day, records[day], grave):
            lake.promote(home, FEEDS[feed], day)
    return verdicts


def verdict(home: Home, day: date, feed: str = "orders", **files: str) -> Verdict:
    """Land files on a day, and judge it."""
    land(home, day, feed, **files)
    return judged(home, day, feed=feed)[day]


def usual_days(home: Home, number: int, text: str) -> None:
    """So many days alike, all of which pass."""
    for each in range(number):
        found = verdict(home, on(each), usual=text)
        assert not found.held, found
