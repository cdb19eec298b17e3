"""Settings: options first, then the environment, then `.env`, then the defaults."""

import os
import shutil
from pathlib import Path

import pytest

from loyalty_pipeline.rules.loading import SHIPPED
from loyalty_pipeline.run.setup import read_setup
from loyalty_pipeline.settings import Settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and no settings in the environment."""
    for name in list(os.environ):
        if name.upper().startswith("LOYALTY_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_defaults_lie_in_the_working_folder(tmp_path: Path) -> None:
    found = Settings()
    assert found.home == tmp_path / "home"
    assert found.landing_folder == tmp_path / "home" / "landing"
    assert found.programme == "retail"


def test_the_default_landing_lies_in_the_home_that_is_named(tmp_path: Path) -> None:
    assert Settings(home=Path("x")).landing_folder == tmp_path / "x" / "landing"


def test_options_come_before_environment_before_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        "LOYALTY_HOME=filed\nLOYALTY_LANDING=filed-landing\nLOYALTY_PROGRAMME=filed\n",
        encoding="utf-8",
    )
    assert Settings().home == tmp_path / "filed"
    monkeypatch.setenv("LOYALTY_HOME", "environed")
    monkeypatch.setenv("LOYALTY_LANDING", "environed-landing")
    found = Settings(home=Path("optional"))
    assert found.home == tmp_path / "optional"
    assert found.landing_folder == tmp_path / "environed-landing"
    assert found.programme == "filed"


@pytest.mark.parametrize("name", ["HOME", "LANDING", "PROGRAMME"])
def test_an_empty_variable_is_as_good_as_none(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    plain = Settings()
    monkeypatch.setenv(f"LOYALTY_{name}", "")
    assert Settings() == plain


def test_an_empty_variable_leaves_what_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOYALTY_PROGRAMME=finance\n", encoding="utf-8")
    monkeypatch.setenv("LOYALTY_PROGRAMME", "")
    assert Settings().programme == "finance"


def test_other_variables_are_nobodys_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOYALTY_SURPLUS=1\nHOME=/x\n", encoding="utf-8")
    monkeypatch.setenv("LOYALTY_OTHER", "1")
    monkeypatch.setenv("PROGRAMME", "other")
    assert Settings().home == tmp_path / "home"
    assert Settings().programme == "retail"


def test_a_path_may_start_at_the_users_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOYALTY_HOME", "~/loyal")
    assert Settings().home == Path.home() / "loyal"


def test_exported_settings_are_read_back_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Settings(home=Path("a home"), landing=Path("落地"), programme="finance")
    for name, value in given.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    assert Settings() == given
    assert Settings().landing_folder == tmp_path / "落地"


def test_the_address_of_alerts_is_handed_on_to_child_processes() -> None:
    address = "https://alerts.example/secret"
    found = Settings(alert_url=address).environment
    assert found["LOYALTY_ALERT_URL"] == address
    assert "LOYALTY_ALERT_URL" not in Settings().environment


def test_a_rule_file_is_handed_on_by_its_full_path_and_a_shipped_one_by_name(
    tmp_path: Path,
) -> None:
    shutil.copy(SHIPPED / "finance.yaml", tmp_path / "mine.yaml")
    of_file = read_setup(Settings(programme="mine.yaml"))
    assert of_file.environment["LOYALTY_PROGRAMME"] == str(tmp_path / "mine.yaml")
    shipped = read_setup(Settings(programme="finance"))
    assert shipped.environment["LOYALTY_PROGRAMME"] == "finance"


def test_the_addresses_of_sources_are_read_by_name_and_handed_on_unshown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOYALTY_SOURCE_OLD_SHOP=mysql://u:hidden@h/d\n")
    monkeypatch.setenv("LOYALTY_SOURCE_SHOP", "sqlite:////a.db")
    found = Settings()
    assert found.source.keys() == {"shop", "old_shop"}
    assert found.environment["LOYALTY_SOURCE_OLD_SHOP"] == "mysql://u:hidden@h/d"
    assert "hidden" not in f"{found!r} {found}"
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    assert Settings().source == found.source
    assert hash(Settings()) == hash(Settings())
