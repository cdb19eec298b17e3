"""What a killed run wrote in part is removed or told."""

from pathlib import Path

import pytest

from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.doctor.examine import cure, examine
from loyalty_pipeline.home.layout import Home
from tests.home.doctor.processes import cured


@pytest.mark.parametrize(
    "left", ["publications/.run.new/x", "lake/orders/.x.parquet.new", ".published.new"]
)
def test_what_was_written_in_part_is_removed(home: Home, left: str) -> None:
    (home.root / left).parent.mkdir(parents=True, exist_ok=True)
    (home.root / left).touch()
    problem = cured(home, "something was written in part")
    assert not Path(problem.where).exists()


def test_a_half_staged_day_is_removed_and_a_staged_one_is_told(home: Home) -> None:
    half = home.staging / "orders" / "landed_on=2025-03-01"
    whole = home.staging / "members" / "landed_on=2025-03-01"
    half.mkdir(parents=True)
    write_json(whole / "_day.json", {"files": [], "counts": []})
    told, removed = examine(home)
    assert (told.where, told.is_repairable) == (str(whole), False)
    assert cure(home, [told, removed]) == [removed]
    assert (half.exists(), whole.exists()) == (False, True)


@pytest.mark.parametrize("record", [None, '{"files": ['])
def test_rows_without_a_record_are_told(home: Home, record: str | None) -> None:
    day = home.lake / "orders" / "landed_on=2025-03-01"
    day.mkdir(parents=True)
    (day / "data.parquet").touch()
    if record:
        (day / "_day.json").write_text(record)
    (told,) = examine(home)
    assert (told.where, told.is_repairable) == (str(day), record is not None)
    cure(home, [told])
    assert not (day / "_day.json").exists()
    assert (day / "data.parquet").exists()
