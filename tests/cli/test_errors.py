"""How a command fails: a message and an exit code, never a traceback."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty_pipeline.cli.main import main
from loyalty_pipeline.feeds import new_days
from tests.support.cli import loyalty
from tests.support.landing_files import land_shop


def test_a_home_below_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = loyalty("run", "--home", tmp_path / "file" / "home")
    assert ran.returncode == 2
    assert "the home cannot be written" in ran.stderr
    assert f"where: {tmp_path / 'file' / 'home'}" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_a_landing_that_cannot_be_read_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(landing: Path, feed: str) -> None:
        raise OSError(5, "Input/output error", str(landing / feed))

    monkeypatch.setattr(new_days, "landing_days", unreadable)
    landing = tmp_path / "landing"
    arguments = ["run", "--home", str(tmp_path / "home"), "--landing", str(landing)]
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 1
    assert "error: the disk refused: Input/output error" in ran.stderr
    assert f"where: {landing / 'members'}" in ran.stderr
    assert "Traceback" not in ran.output


def test_a_failure_for_a_machine_is_one_json_object(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ran = loyalty("run", "--json", "--home", home)
    assert ran.returncode == 2
    error = json.loads(ran.stdout)["error"]
    assert set(error) == {"what", "where", "to_do", "exit_code"}
    assert error["what"] == "no members have landed"
    assert error["where"] == str(home / "landing" / "members")
    assert error["to_do"]
    assert error["exit_code"] == 2


def test_a_day_that_is_held_fails_a_machines_run_with_exit_1(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    land_shop(landing)
    for file in (landing / "orders").rglob("*.parquet"):
        file.write_bytes(b"spoiled")
    ran = loyalty("run", "--json", "--home", tmp_path / "home", "--landing", landing)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert json.loads(ran.stdout)["error"]["exit_code"] == 1
    assert "Traceback" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--as-of", "2025-02-30"],
        ["run", "--json", "--surplus"],
        ["quarantine", "show"],
        ["surplus"],
    ],
)
def test_a_usage_error_is_said_by_click(arguments: list[str]) -> None:
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 2
    assert ran.stderr.startswith("Usage: ")
    assert "Error: " in ran.stderr
