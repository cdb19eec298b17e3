"""The pipeline as Dagster's UI and daemon run it, asked through GraphQL.

One story, since each step needs what the one before has left.
"""

from datetime import date
from pathlib import Path

import pytest

from loyalty_pipeline.feeds.day_record import record_files
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.calendar import yesterday
from loyalty_pipeline.rules.loading import load, rule_file
from tests.defs.dagster_server import Server, served
from tests.support.cli import checksums, loyalty
from tests.support.landing_files import land, land_shop
from tests.support.shop import tables

pytestmark = pytest.mark.slow

FIRST, THIRD, FOURTH, FIFTH = (date(2025, 3, day) for day in (1, 3, 4, 5))
RANGE = "dagster/asset_partition_range_start"


def _land_orders(landing: Path, day: date, letter: str, amount: int) -> None:
    noon = "2025-02-01 12:00:00"
    rows = [(f"{letter}{n}", f"m{n:02}", noon, amount, "CNY") for n in range(20)]
    land(landing, "orders", day, rows)


def _by_hand(folder: Path, landing: Path) -> dict[str, str]:
    """What the command line publishes of a landing in a home of its own."""
    day = yesterday(load(rule_file("retail")).timezone)
    ran = loyalty(
        "run", "--home", folder, "--landing", landing, "--as-of", day.isoformat()
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return tables(Home(folder))


def _tags(run: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {tag["key"]: tag["value"] for tag in run["tags"]}


def _backfill_with_a_gap(server: Server) -> None:
    done = server.backfill(FIRST.isoformat(), THIRD.isoformat())
    assert done["status"] == "COMPLETED_SUCCESS", done
    assert {run["status"] for run in done["runs"]} == {"SUCCESS"}
    both = {FIRST.isoformat(), THIRD.isoformat()}
    days = {_tags(run).get(RANGE) for run in done["runs"]} - {None}
    assert days == both  # a run for each range
    assert server.materialised(["landing"]) == both
    for name in ("few_rows_are_quarantined", "keeps_its_expectations"):
        (found,) = server.checks(["staged", "orders"], name)
        assert found["status"] == "SUCCEEDED"
    (truth,) = server.checks(
        ["marts", "member_tier_history"], "every_member_has_one_tier_on_every_day"
    )
    assert truth["status"] == "SUCCEEDED"


def _backfill_reads_again_what_is_known(server: Server, home: Home) -> None:
    records = {file: file.stat().st_mtime_ns for file in record_files(home)}
    done = server.backfill(FIRST.isoformat())
    assert done["status"] == "COMPLETED_SUCCESS", done
    touched = {
        file.parent.name
        for file, stamp in records.items()
        if file.stat().st_mtime_ns != stamp
    }
    assert touched == {f"landed_on={FIRST}"}


def _sensor_takes_what_lands(server: Server, landing: Path) -> None:
    known = len(server.runs())
    _land_orders(landing, FOURTH, "s", 50)
    server.turn_sensor("landed", on=True)
    run = server.ended_after(known)
    assert run["status"] == "SUCCESS"
    assert _tags(run)["dagster/sensor_name"] == "landed"
    assert RANGE not in _tags(run)
    assert FOURTH.isoformat() in server.materialised(["landing"])


def _sensor_meets_a_bad_day(server: Server, landing: Path) -> None:
    known = len(server.runs())
    _land_orders(landing, FIFTH, "free", 0)
    run = server.ended_after(known)
    assert run["status"] == "FAILURE"
    newest, *_ = server.checks(["staged", "orders"], "keeps_its_expectations")
    assert newest["status"] == "FAILED"
    assert newest["runId"] == run["runId"]
    (findings,) = (
        entry["text"]
        for entry in newest["evaluation"]["metadataEntries"]
        if entry["label"] == "findings"
    )
    assert "20 of 20 rows" in findings
    assert FIFTH.isoformat() not in server.materialised(["landing"])


def _nobody_publishes_past_it_by_hand(server: Server) -> None:
    known = len(server.runs())
    server.launch("facts", "staging", "intermediate", "marts", "published")
    assert server.ended_after(known)["status"] == "FAILURE"


def test_the_user_interface_publishes_what_the_command_line_does(
    tmp_path: Path,
) -> None:
    landing, home = tmp_path / "landing", Home(tmp_path / "served" / "home")
    home.root.mkdir(parents=True)
    with served(home.root, landing) as server:
        server.turn_sensor("landed", on=False)
        land_shop(landing, FIRST)
        _land_orders(landing, THIRD, "p", 99)
        _backfill_with_a_gap(server)
        assert tables(home) == _by_hand(tmp_path / "by hand", landing)
        _backfill_reads_again_what_is_known(server, home)
        assert tables(home) == _by_hand(tmp_path / "by hand", landing)
        _sensor_takes_what_lands(server, landing)
        assert tables(home) == _by_hand(tmp_path / "by hand", landing)
        before = checksums(Build(home).published)
        _sensor_meets_a_bad_day(server, landing)
        _nobody_publishes_past_it_by_hand(server)
        assert checksums(Build(home).published) == before
