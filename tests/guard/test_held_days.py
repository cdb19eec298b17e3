"""Held landing days: kept, shown, released for the very files, and then let in."""

import shlex
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds import lake
from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    day_folder,
    read_record,
    released,
)
from loyalty_pipeline.guard import held_days, quarantine, settling
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import DAY, staged
from tests.support.cli import loyalty

FOUND = {"few_rows_are_quarantined": ["half of it is bad"], "another": []}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def record(home: Home) -> DayRecord:
    return staged(home, 10, amount="case when i < 5 then 'free' else '5' end")


def _may_pass(home: Home, record: DayRecord) -> bool:
    return held_days.may_pass(home, "orders", DAY, record, FOUND)


def test_a_day_in_which_nothing_is_found_passes(home: Home, record: DayRecord) -> None:
    assert held_days.may_pass(home, "orders", DAY, record, {"few": [], "another": []})
    assert held_days.held_days(home) == []
    held_days.refuse_held(home)


def test_nothing_is_published_past_a_held_day(home: Home, record: DayRecord) -> None:
    assert not _may_pass(home, record)
    with pytest.raises(LoyaltyError) as refusal:
        held_days.refuse_held(home)
    assert "orders landed on 2025-01-02 is stopped: half of it is bad" in str(
        refusal.value
    )
    of_home = f"--home {home.root}"
    assert f"loyalty quarantine show 2025-01-02 {of_home}" in refusal.value.remedy
    release = f"loyalty quarantine release 2025-01-02 --accept {of_home}"
    assert release in refusal.value.remedy


def test_a_held_day_outlives_staging_with_its_rejected_rows(
    home: Home, record: DayRecord
) -> None:
    _may_pass(home, record)
    lake.clear_staging(home, "orders")
    ((feed, file),) = quarantine.files(home, DAY)
    count, rows = quarantine.rows(file, 2)
    assert (feed, count, len(rows)) == ("orders", 5, 2)
    assert rows[0].reasons == "amount 'free' is not a decimal with at most 2 places"
    assert "o0" in str(rows[0].original)


def test_a_released_day_passes_and_its_record_says_so(
    home: Home, record: DayRecord
) -> None:
    _may_pass(home, record)
    held_days.release(home, DAY)
    held_days.refuse_held(home)
    assert _may_pass(home, record)
    held_days.forget(home, "orders", DAY)
    lake.promote(home, ORDERS, DAY)
    assert released(home) == ["half of it is bad"]
    assert held_days.held_days(home) == []


def test_a_release_is_for_the_very_files(home: Home, record: DayRecord) -> None:
    _may_pass(home, record)
    held_days.release(home, DAY)
    record["files"][0]["digest"] = "of other bytes"
    assert not _may_pass(home, record)
    with pytest.raises(LoyaltyError):
        held_days.refuse_held(home)


def test_a_sound_day_has_no_word_of_a_release(home: Home, record: DayRecord) -> None:
    kept = read_record(day_folder(home.staging, "orders", DAY))
    assert kept is not None
    assert "released" not in kept


def test_a_day_that_is_not_held_cannot_be_released(home: Home) -> None:
    ran = loyalty(
        "quarantine", "release", "2025-01-02", "--accept", "--home", home.root
    )
    assert ran.returncode == 2
    assert "no landing day 2025-01-02 is stopped" in ran.stderr


def test_the_command_line_shows_a_held_day_and_releases_it(
    home: Home, record: DayRecord
) -> None:
    _may_pass(home, record)
    listed = loyalty("quarantine", "list", "--home", home.root)
    assert listed.stdout == "2025-01-02  orders: STOPPED\n"

    shown = loyalty("quarantine", "show", "2025-01-02", "--home", home.root, "--rows=1")
    assert "  - half of it is bad\n" in shown.stdout
    rule = "amount is not a decimal with at most 2 places, such as 'free' (5 times)"
    assert f"  - {rule}\n" in shown.stdout
    assert (
        "rows.parquet, row 1: amount 'free' is not a decimal with at most 2 places"
        in shown.stdout
    )
    assert "… and 4 more" in shown.stdout

    doubtful = loyalty("quarantine", "release", "2025-01-02", "--home", home.root)
    assert doubtful.returncode == 2
    assert "half of it is bad" in doubtful.stdout
    command = f"loyalty quarantine release 2025-01-02 --accept --home {home.root}"
    assert command in doubtful.stderr
    assert command in shown.stdout
    assert not held_days.held_days(home)[0]["released"]

    released = loyalty(
        "quarantine", "release", "2025-01-02", "--accept", "--home", home.root
    )
    assert released.stdout == ("released orders of 2025-01-02; the next run takes it\n")
    listed = loyalty("quarantine", "list", "--home", home.root)
    assert listed.stdout == "2025-01-02  orders: released\n"


def test_a_command_can_be_pasted_for_a_home_with_blanks() -> None:
    home = Home(Path("/srv/my shop's home"))
    command = settling.show_command(home, "2025-01-02")
    assert shlex.split(command)[-2:] == ["--home", str(home.root)]


def test_a_quiet_home_says_so(home: Home) -> None:
    listed = loyalty("quarantine", "list", "--home", home.root)
    assert listed.stdout == "nothing is quarantined, and no landing day is stopped\n"
    shown = loyalty("quarantine", "show", "2025-01-02", "--home", home.root)
    assert shown.stdout == "nothing that landed on 2025-01-02 is refused or stopped\n"
