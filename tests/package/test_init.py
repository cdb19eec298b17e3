"""`loyalty init`: a folder in which everything it says to do next works at once."""

import errno
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty_pipeline.cli.main import main
from loyalty_pipeline.demo.starter import write_starter
from loyalty_pipeline.feeds import day_record
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.declared.proposed.proposal import propose_for
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.guard.checks import findings
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current_rules
from loyalty_pipeline.rules.loading import SHIPPED, load
from loyalty_pipeline.run.setup import read_setup
from loyalty_pipeline.settings import Settings
from tests.support.cli import REPOSITORY, loyalty
from tests.support.workbooks import Rows, workbook

PROGRAMMES = sorted(file.stem for file in SHIPPED.glob("*.yaml"))
TODAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings in the environment: a starter's own stand in its `.env`."""
    for name in list(os.environ):
        if name.upper().startswith("LOYALTY_"):
            monkeypatch.delenv(name)


def _init(*arguments: str) -> tuple[int, str]:
    """The exit code and words of `loyalty init`."""
    found = CliRunner().invoke(main, ["init", *arguments])
    return found.exit_code, found.output


def _contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def _landed(landing: Path) -> list[LandingDay]:
    return [day for feed in FEEDS for day in landing_days(landing, feed)]


def _ids(day: LandingDay) -> set[str]:
    lines = [line for file in day.files for line in file.read_text().splitlines()[1:]]
    return {line.split(",")[0] for line in lines}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_its_settings_name_its_own_rules_landing_and_home(
    tmp_path: Path, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my shop"
    assert _init(str(folder), "--programme", programme)[0] == 0
    monkeypatch.chdir(folder)
    setup = read_setup(Settings())
    assert setup.programme.programme == programme
    assert setup.rule_file == folder / f"{programme}.yaml"
    assert setup.rule_file.read_text() == (SHIPPED / f"{programme}.yaml").read_text()
    assert (setup.home.root, setup.landing) == (folder / "home", folder / "landing")
    assert CliRunner().invoke(main, ["validate"]).exit_code == 0


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_its_examples_are_read_whole_and_keep_every_promise(
    tmp_path: Path, programme: str
) -> None:
    home = Home(tmp_path / "home")
    landing = write_starter(tmp_path / "made", programme, TODAY).landing
    for landed in _landed(landing):
        feed = FEEDS[landed.feed]
        staged = day_record.day_folder(home.staging, feed.name, landed.day)
        record = stage(feed, landed, staged)
        assert day_record.rejected(record) == 0, record
        found = findings(home, feed, {landed.day: record})[landed.day]
        assert not any(found.values()), found


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_its_examples_fit_the_programme(tmp_path: Path, programme: str) -> None:
    made = write_starter(tmp_path / "made", programme, TODAY)
    rules = load(made.rules)
    orders = [
        line
        for file in made.landing.glob("orders/*/*.csv")
        for line in file.read_text().splitlines()[1:]
    ]
    assert all(f",{rules.currency}," in order for order in orders)
    events = [file.read_text() for file in made.landing.glob("activity_events/*/*.csv")]
    kinds = {
        kind for metric in rules.versions[0].metrics for kind in metric.kinds or []
    }
    assert bool(events) == bool(kinds)
    assert all(f",{kind}," in "".join(events) for kind in kinds)


def test_the_second_landing_day_is_today_and_corrects_the_first(tmp_path: Path) -> None:
    made = write_starter(tmp_path / "made", "retail", TODAY)
    days = {feed: landing_days(made.landing, feed) for feed in ("members", "orders")}
    for landed in days.values():
        assert [day.day for day in landed] == [date(2026, 3, 4), TODAY]
    first, second = days["orders"]
    assert _ids(first) & _ids(second) == {"o7"}
    assert not _ids(days["members"][0]) & _ids(days["members"][1])


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".keep").touch()
    code, said = _init(str(tmp_path))
    assert code == 2
    assert "the folder is not empty, and nothing was written" in said
    assert f"where: {tmp_path}" in said
    assert _contents(tmp_path) == {".keep": b""}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert _init(str(tmp_path))[0] == 0
    assert (tmp_path / "retail.yaml").exists()


@pytest.mark.parametrize("name", ["retial", "../programmes/retail", "retail.yaml", ""])
def test_an_unknown_programme_is_refused(tmp_path: Path, name: str) -> None:
    code, said = _init(str(tmp_path / "made"), "--programme", name)
    assert code == 2
    assert f"no programme {name!r} is shipped" in said
    assert "complete_journey, education, finance, points_ladder, retail" in said
    assert not (tmp_path / "made").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "made").touch()
    assert _init(str(tmp_path / "made"))[0] == 2


def test_a_folder_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = _init(str(tmp_path / "file" / "made"))
    assert code == 2
    assert "error: the folder cannot be written: Not a directory" in said
    assert f"where: {tmp_path / 'file' / 'made'}" in said
    assert "home" not in said.replace(str(tmp_path), "")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fails(_source: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number), str(target))

    monkeypatch.setattr(shutil, "copyfile", fails)
    code, said = _init(str(tmp_path / "made"))
    assert code == 2
    assert f"error: the folder cannot be written: {os.strerror(number)}" in said
    assert f"where: {tmp_path / 'made'}\n" in said
    assert "home" not in said.replace(str(tmp_path), "")


@pytest.mark.slow
def test_every_step_that_it_says_is_next_works(tmp_path: Path) -> None:
    folder = tmp_path / "my shop"
    said = loyalty("init", folder.name, cwd=tmp_path).stdout
    steps = [
        line.strip().split("   ")[0].split("  ")[0]
        for line in said.partition("next\n")[2].splitlines()
        if line.startswith("  ") and not line.startswith("  then")
    ]
    ran = _by_hand(steps[:3], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "ordinary │ 普通会员 │       1" in ran.stdout
    rules = folder / "retail.yaml"
    rules.write_text(rules.read_text().replace("target: 10000", "target: 5000"))
    ran = _by_hand([steps[0], *steps[2:4]], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    published = current_rules(Build(Home(folder / "home")))
    assert published is not None
    assert "5000" in published[0]
    assert _by_hand([steps[0], *steps[4:]], tmp_path).returncode == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        ".env",
        "landing",
        "retail.yaml",
    ]


def _by_hand(steps: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Steps as a person types them into a shell."""
    return subprocess.run(
        ["bash", "-euc", "\n".join(steps)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )


ORDERS = (
    "Order Number;Customer ID;Created at;Total;Currency\n"
    "501;7;31.03.2024 13:30;1.234,50;EUR\n"
    "502;8;27.10.2024 12:30;12,00;EUR\n"
)
CUSTOMERS: Rows = [["Customer ID", "Registered"], [7, "2024-01-01T10:00:00Z"]]


def _own(folder: Path) -> tuple[Path, Path]:
    orders = folder / "export.csv"
    orders.write_text(ORDERS, encoding="utf-8")
    return orders, workbook(folder / "customers.xlsx", CUSTOMERS)


def test_files_of_ones_own_land_with_how_they_seem_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, customers = _own(tmp_path)
    folder = tmp_path / "shop"
    code, said = _init(
        str(folder), "--from", str(orders), "--from", f"members={customers}"
    )
    assert code == 0, said
    assert "loyalty validate --landing landing" in said
    days = _landed(folder / "landing")
    assert [(day.feed, [f.name for f in day.files]) for day in days] == [
        ("members", ["customers.xlsx"]), ("orders", ["export.csv"]),
    ]  # fmt: skip
    declared = folder / "landing" / "landing.yaml"
    proposed = propose_for([(orders, None), (customers, "members")]).text
    assert declared.read_text() == proposed
    chosen = proposed.replace("# timezone: UTC", "timezone: Europe/Berlin")
    declared.write_text(re.sub("# (instant_format)", r"\1", chosen))
    monkeypatch.chdir(folder)
    found = CliRunner().invoke(main, ["validate", "--landing", "landing"])
    assert found.exit_code == 0, found.output
    home = Home(tmp_path / "home")
    for day in _landed(folder / "landing"):
        staged = day_record.day_folder(home.staging, day.feed, day.day)
        record = stage(FEEDS[day.feed], day, staged)
        assert day_record.rejected(record) == 0


def test_files_of_one_feed_and_of_one_name_land_together(tmp_path: Path) -> None:
    folders = [tmp_path / "2024", tmp_path / "2025"]
    for folder in folders:
        folder.mkdir()
    files = [_own(folder)[0] for folder in folders]
    code, said = _init(str(tmp_path / "shop"), *(f"--from={f}" for f in files))
    assert code == 0, said
    (day,) = _landed(tmp_path / "shop" / "landing")
    assert [file.name for file in day.files] == ["2-export.csv", "export.csv"]


def test_a_file_that_cannot_be_read_leaves_no_folder(tmp_path: Path) -> None:
    broken = tmp_path / "export.csv"
    broken.write_bytes(b"")
    for file in (broken, tmp_path / "nowhere.csv"):
        code, said = _init(str(tmp_path / "shop"), "--from", str(file))
        assert code == 2, said
        assert str(file) in said
        assert not (tmp_path / "shop").exists()
