"""Landing days that a check has stopped: kept until they land again or are released.

A stopped day stays out of the lake, and nothing is published past it. A release holds
for the very files that were stopped; other files are judged anew.
"""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TypedDict

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.day_record import DayRecord, write_record
from loyalty_pipeline.feeds.lake import day_folder
from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.feeds.staging import QUARANTINED
from loyalty_pipeline.home.layout import Home, write_json

_STOP = "stop.json"


class Stop(TypedDict):
    """A feed's landing day that was stopped, and why."""

    feed: str
    day: str
    files: list[FileFacts]
    findings: list[str]
    released: bool


def stop_folder(home: Home, feed: str, day: date) -> Path:
    """Where a stop is kept, with the rows that were refused."""
    return home.stopped / feed / day.isoformat()


def settle(
    home: Home, feed: str, day: date, record: DayRecord, found: dict[str, list[str]]
) -> bool:
    """Whether a staged day may pass; where a check finds something, keep that it did.

    It may pass in spite of that if these very files were released: their record says
    so from then on.
    """
    findings = [finding for findings in found.values() for finding in findings]
    if not findings:
        return True
    staged = day_folder(home.staging, feed, day)
    if is_released(home, feed, day, record["files"]):
        write_record(staged, {**record, "released": findings})
        return True
    _hold(home, feed, day, record, findings)
    return False


def _hold(
    home: Home, feed: str, day: date, record: DayRecord, findings: list[str]
) -> None:
    """Keep a staged day's stop, and its refused rows, past the next staging."""
    folder = stop_folder(home, feed, day)
    folder.mkdir(parents=True, exist_ok=True)
    staged = day_folder(home.staging, feed, day)
    shutil.copyfile(staged / QUARANTINED, folder / QUARANTINED)
    stop = Stop(
        feed=feed,
        day=day.isoformat(),
        files=record["files"],
        findings=findings,
        released=False,
    )
    write_json(folder / _STOP, stop)


def stops(home: Home, day: date | None = None) -> list[Stop]:
    """Every stop, or those of one landing day, oldest day first."""
    files = home.stopped.glob(f"*/{day or '*'}/{_STOP}")
    found: list[Stop] = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return sorted(found, key=lambda stop: (stop["day"], stop["feed"]))


def is_released(home: Home, feed: str, day: date, files: list[FileFacts]) -> bool:
    """Whether somebody let these very files of a day in, whatever was found."""
    return any(
        stop["released"] and stop["files"] == files
        for stop in stops(home, day)
        if stop["feed"] == feed
    )


def release(home: Home, day: date) -> list[Stop]:
    """Let a stopped landing day in as it is: the next run takes it."""
    found = stops(home, day)
    if not found:
        raise LoyaltyError(
            f"no landing day {day} is stopped",
            str(home.stopped),
            "see `loyalty quarantine list`",
        )
    for stop in found:
        stop["released"] = True
        write_json(stop_folder(home, stop["feed"], day) / _STOP, stop)
    return found


def forget(home: Home, feed: str, day: date) -> None:
    """The day is let in: its stop is settled."""
    shutil.rmtree(stop_folder(home, feed, day), ignore_errors=True)


def refuse_unsettled(home: Home) -> None:
    """Raise `LoyaltyError` where a day is stopped: nothing is published past it."""
    open_stops = [stop for stop in stops(home) if not stop["released"]]
    if open_stops:
        first = open_stops[0]
        raise LoyaltyError(
            f"{first['feed']} landed on {first['day']} is stopped:"
            f" {first['findings'][0]}",
            str(stop_folder(home, first["feed"], date.fromisoformat(first["day"]))),
            f"land the day again, or look at it with `loyalty quarantine show"
            f" {first['day']}` and let it in with `loyalty quarantine release`",
        )
