"""Landing days that a check holds: kept until they land again or are released.

A held day stays out of the lake, and nothing is published past it. A release counts
for the very files that were held; other files are judged anew.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NotRequired, TypedDict

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    FileCount,
    Judged,
    day_folder,
    read_record,
    write_record,
)
from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.feeds.staging import QUARANTINED
from loyalty_pipeline.files import write_json
from loyalty_pipeline.guard.settling import list_command, what_to_do
from loyalty_pipeline.home.layout import Home

_FILE = "stop.json"

FeedDay = tuple[str, date]


class HeldDay(TypedDict):
    """A feed's landing day that is held, and why.

    One that `waits` is in the lake already: too many of its facts are held back. Of
    others it is kept what was counted in its files, and how it was `judged`.
    """

    feed: str
    day: str
    files: list[FileFacts]
    findings: list[str]
    released: bool
    waits: NotRequired[bool]
    counts: NotRequired[list[FileCount]]
    judged: NotRequired[Judged]


def held_folder(home: Home, feed: str, day: date) -> Path:
    """Where it is kept that a day is held, with the rows that were rejected."""
    return home.held_days / feed / day.isoformat()


def may_pass(
    home: Home, feed: str, day: date, record: DayRecord, found: dict[str, list[str]]
) -> bool:
    """Whether a staged day may pass; where a check finds something, the day is held.

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
    """Keep why a staged day is held, and its rejected rows, past the next staging."""
    folder = held_folder(home, feed, day)
    folder.mkdir(parents=True, exist_ok=True)
    staged = day_folder(home.staging, feed, day)
    shutil.copyfile(staged / QUARANTINED, folder / QUARANTINED)
    _write(home, feed, day, record, findings)


def _write(
    home: Home,
    feed: str,
    day: date,
    record: DayRecord,
    findings: list[str],
    waits: bool = False,
) -> None:
    folder = held_folder(home, feed, day)
    folder.mkdir(parents=True, exist_ok=True)
    held = HeldDay(
        feed=feed,
        day=day.isoformat(),
        files=record["files"],
        findings=findings,
        released=False,
        waits=waits,
    )
    if not waits:
        held["counts"] = record["counts"]
    if not waits and "judged" in record:
        held["judged"] = record["judged"]
    write_json(folder / _FILE, held)


def judge_waiting(
    home: Home, judged: Iterable[FeedDay], found: Mapping[FeedDay, list[str]]
) -> bool:
    """Whether nothing is held of days in the lake, by what `found` says of facts.

    A day on which too many wait is held. It passes in spite of that if its very files
    were released, and without more ado once its facts wait no more.
    """
    passes = True
    for feed, day in judged:
        findings, folder = found.get((feed, day), []), day_folder(home.lake, feed, day)
        record = read_record(folder)
        if record is None:
            continue
        if findings and not is_released(home, feed, day, record["files"]):
            _write(home, feed, day, record, findings, waits=True)
            passes = False
            continue
        if findings:
            let_in = [*record.get("released", []), *findings]
            write_record(folder, {**record, "released": let_in})
        forget(home, feed, day)
    return passes


def waiting_days(home: Home) -> list[FeedDay]:
    """The days in the lake that are held because too many of their facts wait."""
    return [
        (held["feed"], date.fromisoformat(held["day"]))
        for held in held_days(home)
        if held.get("waits")
    ]


def held_days(home: Home, day: date | None = None) -> list[HeldDay]:
    """Every held day, or one landing day's, feed by feed; oldest day first."""
    files = home.held_days.glob(f"*/{day or '*'}/{_FILE}")
    found: list[HeldDay] = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    return sorted(found, key=lambda held: (held["day"], held["feed"]))


def is_released(home: Home, feed: str, day: date, files: list[FileFacts]) -> bool:
    """Whether somebody let these very files of a day in, whatever was found."""
    return any(
        held["released"] and held["files"] == files
        for held in held_days(home, day)
        if held["feed"] == feed
    )


def release(home: Home, day: date) -> list[HeldDay]:
    """Let a held landing day in as it is: the next run takes it."""
    found = held_days(home, day)
    if not found:
        raise LoyaltyError(
            f"no landing day {day} is stopped",
            str(home.held_days),
            list_command(home),
        )
    for held in found:
        held["released"] = True
        write_json(held_folder(home, held["feed"], day) / _FILE, held)
    return found


def forget(home: Home, feed: str, day: date) -> None:
    """The day is let in: it is held no more."""
    shutil.rmtree(held_folder(home, feed, day), ignore_errors=True)


def refuse_held(home: Home) -> None:
    """Raise `LoyaltyError` where a day is held: nothing is published past it."""
    waiting = [held for held in held_days(home) if not held["released"]]
    if waiting:
        first = waiting[0]
        raise LoyaltyError(
            f"{first['feed']} landed on {first['day']} is stopped:"
            f" {first['findings'][0]}",
            str(held_folder(home, first["feed"], date.fromisoformat(first["day"]))),
            what_to_do(home, first["day"]),
        )
