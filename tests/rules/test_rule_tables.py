"""The rules as tables: what is written is what the file says."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.tables.writer import (
    render,
    render_calendar,
)
from tests.rules.rule_files import loaded, put

DAY = date(2025, 6, 30)


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the calendar of the rules' zone, slow to work out."""
    folder = tmp_path_factory.mktemp("calendar")
    render_calendar(folder, "Asia/Shanghai")
    return folder


def home_with(calendar: Path, root: Path) -> Home:
    home = Home(root)
    copytree(calendar, Build(home).rules)
    return home


def rows(file: Path) -> list[tuple[object, ...]]:
    return duckdb.execute("from read_parquet(?)", [str(file)]).fetchall()


def test_rendering_twice_leaves_the_calendar_untouched(
    tmp_path: Path, calendar: Path
) -> None:
    home = home_with(calendar, tmp_path / "home")
    render(Build(home), loaded(tmp_path), DAY)
    files = [
        Build(home).rules / f"{name}.parquet" for name in ("calendar", "local_days")
    ]
    before = [file.stat() for file in files]
    render(Build(home), loaded(tmp_path), DAY + timedelta(days=1))
    after = [file.stat() for file in files]
    kept = [(s.st_ino, s.st_mtime_ns) for s in before]
    assert kept == [(s.st_ino, s.st_mtime_ns) for s in after]
    assert rows(Build(home).rules / "run.parquet") == [(DAY + timedelta(days=1),)]
    calendars = [rows(file) for file in files]
    render(Build(home), loaded(tmp_path, put("timezone", "Europe/London")), DAY)
    assert all(rows(f) != old for f, old in zip(files, calendars, strict=True))


def test_every_number_of_the_rules_is_in_a_table(
    tmp_path: Path, calendar: Path
) -> None:
    home = home_with(calendar, tmp_path / "home")
    programme = loaded(tmp_path, put("scoring_window_days", None))
    written = render(Build(home), programme, DAY)
    found = {name: rows(Build(home).rules / f"{name}.parquet") for name in written}
    assert {name: len(table) for name, table in found.items()} == written
    assert found["programme"] == [("retail", "CNY", None, 30, 90)]
    assert found["metrics"][:3] == [
        (1, "spend", 6000, 1_000_000),
        (1, "activity", 3000, 100),
        (1, "interaction", 1000, 10_000),
    ]
    assert [row[4] for row in found["tiers"]] == [6000, 8000, 9001] * 2
    versions = [row[:2] for row in found["versions"]]
    assert versions == [(1, date(1900, 1, 1)), (2, date(2025, 1, 1))]
    assert [row[4] for row in found["benefits"]] == [500, 1000]
    assert not list(Build(home).rules.glob("*.csv"))


def test_a_lone_odd_name_is_kept_letter_for_letter(
    tmp_path: Path, calendar: Path
) -> None:
    programme = loaded(
        tmp_path,
        put("versions.0.approved_by", "the owner\nand the board"),
        put("versions.1.approved_by", "\\N"),
    )
    home = home_with(calendar, tmp_path / "home")
    render(Build(home), programme, DAY)
    approved = [row[2] for row in rows(Build(home).rules / "versions.parquet")]
    assert approved == ["the owner\nand the board", "\\N"]


@pytest.mark.parametrize("folder", ["with space", "it's", "金", "[1]"])
def test_rules_are_rendered_into_a_home_anywhere(
    tmp_path: Path, calendar: Path, folder: str
) -> None:
    home = home_with(calendar, tmp_path / folder)
    render(Build(home), loaded(tmp_path), DAY)
    assert rows(Build(home).rules / "run.parquet") == [(DAY,)]


@pytest.mark.parametrize("day", [date(1969, 12, 31), date(2151, 1, 1), date.max])
def test_a_day_beyond_the_calendar_is_refused(tmp_path: Path, day: date) -> None:
    with pytest.raises(LoyaltyError, match="cannot be computed"):
        render(Build(Home(tmp_path / "home")), loaded(tmp_path), day)
