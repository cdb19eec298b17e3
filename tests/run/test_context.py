"""What is decided once a run: its day, its build, and whether there is work to do."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.calendar import yesterday
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.run.context import (
    RunContext,
    current_setup,
    decide,
    handed_on,
    handing_on,
)
from loyalty_pipeline.run.request import Request
from loyalty_pipeline.run.setup import Setup, read_setup
from loyalty_pipeline.settings import Settings
from tests.support.shop import AS_OF, Shop
from tests.support.watched_file import times_opened

DAY = date.fromisoformat(AS_OF)


@pytest.fixture
def setup(shop: Shop, uninterrupted: Home) -> Setup:
    """The setup of a home that has published both days."""
    return _setup(shop, uninterrupted, "retail")


def _setup(shop: Shop, home: Home, programme: str | Path) -> Setup:
    return read_setup(
        Settings(home=home.root, landing=shop.landing, programme=str(programme))
    )


def _context(setup: Setup, day: date | None = DAY) -> RunContext:
    return decide(setup, Request(day))


def test_the_day_asked_for_is_the_day(setup: Setup) -> None:
    context = _context(setup)
    assert (context.day, context.request.as_of) == (DAY, DAY)
    assert context.build == Build(setup.home)


def test_where_no_day_is_asked_for_it_is_yesterday(setup: Setup) -> None:
    context = _context(setup, None)
    expected = yesterday(setup.programme.timezone)
    assert (context.day, context.request.as_of) == (expected, expected)


def test_a_past_day_is_built_apart(setup: Setup) -> None:
    day = DAY - timedelta(days=1)
    context = _context(setup, day)
    assert context.build == Build(setup.home, day)
    assert not context.is_up_to_date


def test_a_publication_stands_where_nothing_is_new(setup: Setup) -> None:
    context = _context(setup)
    assert context.is_up_to_date
    assert context.has_nothing_to_do
    refreshed = decide(setup, Request(DAY, full_refresh=True))
    assert refreshed.is_up_to_date
    assert not refreshed.has_nothing_to_do


def test_what_landed_since_is_work_to_do(shop: Shop, tmp_path: Path) -> None:
    context = _context(_setup(shop, shop.home(tmp_path / "home"), "retail"))
    assert not context.is_up_to_date
    assert {landed.feed for landed in context.landed.new} == {"orders"}


def test_changed_rules_are_refused_unless_they_are_restated(
    shop: Shop, uninterrupted: Home, tmp_path: Path
) -> None:
    rules = yaml.safe_load(rule_file("retail").read_text())
    rules["versions"][0]["metrics"][0]["target"] = 9000
    file = tmp_path / "retail.yaml"
    file.write_text(yaml.safe_dump(rules))
    setup = _setup(shop, uninterrupted, file)
    with pytest.raises(LoyaltyError, match="rules have changed") as refused:
        _context(setup)
    assert refused.value.where == str(file)
    assert not decide(setup, Request(DAY, restate=True)).is_up_to_date


def test_a_home_of_another_programme_is_refused(
    shop: Shop, uninterrupted: Home
) -> None:
    with pytest.raises(LoyaltyError, match="this home's programme is retail"):
        _context(_setup(shop, uninterrupted, "complete_journey"))


@pytest.mark.parametrize("name", ["day", "build", "landed", "is_up_to_date"])
def test_a_context_is_frozen(setup: Setup, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(_context(setup), name, None)


def test_rules_are_loaded_once_in_a_run(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []

    def counted(file: Path) -> Programme:
        loaded.append(file)
        return load(file)

    monkeypatch.setattr("loyalty_pipeline.run.setup.load", counted)
    context = _context(read_setup(setup.settings))
    with handing_on(context):
        assert current_setup() is context.setup
        assert handed_on() is context
    assert loaded == [setup.rule_file]


def test_a_whole_run_opens_its_rule_file_once(uninterrupted: Home) -> None:
    assert times_opened(uninterrupted.root.parent / "watch") == 1


def test_nothing_is_handed_on_after_a_run(setup: Setup) -> None:
    context = replace(_context(setup), is_up_to_date=False)
    with handing_on(context):
        assert handed_on() is context
    assert handed_on() is None
