"""A bad value that no row is worth losing for is left out, and counted."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import left_out
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.home.layout import Home
from tests.feeds.file_formats import LIVE, land_as
from tests.support.staged_rows import DAY, accepted, judged, land, row, staged

BAD = ["'1900-02-29'", "'13/04/1985'", "'1985'", "date '1066-10-14'", "4::integer"]


@pytest.mark.parametrize("sql", BAD)
def test_a_member_of_a_bad_birth_date_is_a_member(tmp_path: Path, sql: str) -> None:
    found = judged(tmp_path, "members", birth_date=sql)
    assert found.reasons == []
    assert [member["birth_date"] for member in found.accepted] == [None]
    assert found.record["counts"][0]["left_out"] == {"birth_date": 1}


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_it_is_left_out_of_every_format(tmp_path: Path, suffix: str) -> None:
    land_as(tmp_path, suffix, "members", {**LIVE["members"], "birth_date": "unknown"})
    found = staged(tmp_path, "members")
    assert found.reasons == []
    assert left_out([found.record]) == {"birth_date": 1}


@pytest.mark.parametrize("sql", ["null", "''", "'1985-04-13'", "date '1985-04-13'"])
def test_nothing_is_left_out_where_nothing_is_bad(tmp_path: Path, sql: str) -> None:
    found = judged(tmp_path, "members", birth_date=sql)
    assert found.record["counts"][0]["left_out"] == {}


def test_of_a_rejected_row_nothing_is_left_out(tmp_path: Path) -> None:
    rows = [
        row("members", member_id="'a b'", birth_date="'x'"),
        row("members", member_id="'a'", birth_date="'x'"),
        row("members", member_id="'b'", birth_date="'1985-04-13'"),
    ]
    land(tmp_path, "members", " union all ".join(rows))
    found = staged(tmp_path, "members")
    assert len(found.reasons) == 1
    assert found.record["counts"][0]["left_out"] == {"birth_date": 1}


def test_a_target_is_one_whenever_it_was_chosen(tmp_path: Path) -> None:
    target = accepted(tmp_path, "campaign_targets", targeted_at="'last week'")
    assert target["targeted_at"] is None


def test_small_days_read_as_one_count_each_its_own(tmp_path: Path) -> None:
    for number in range(4):
        land(
            tmp_path,
            "members",
            " union all ".join(
                row("members", member_id=f"'m{n}'", birth_date="'x'")
                for n in range(number)
            )
            or row("members", birth_date="'1985-04-13'"),
            day=DAY + timedelta(number),
        )
    days = landing_days(tmp_path / "landing", "members")
    records = stage_days(FEEDS["members"], days, Home(tmp_path / "home"))
    found: dict[date, int] = {
        landed.day: left_out([record])["birth_date"]
        for landed, record in records.items()
    }
    assert list(found.values()) == [0, 1, 2, 3]
