"""Whoever launches the job sends what it needs, and gets the same tables."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from loyalty_pipeline.home.layout import Home
from tests.support.cli import loyalty
from tests.support.shop import Shop, tables


@pytest.fixture
def home(shop: Shop, tmp_path: Path) -> Iterator[Home]:
    """A home that has published the first day, named by the environment."""
    before = dict(os.environ)
    home = shop.home(tmp_path / "home")
    os.environ.update(
        LOYALTY_HOME=str(home.root),
        LOYALTY_LANDING=str(shop.landing),
        LOYALTY_PROGRAMME="retail",
    )
    yield home
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def definitions(home: Home) -> dg.Definitions:
    from loyalty_pipeline.definitions import defs

    return defs()


def _night() -> datetime:
    """Three in the morning in China, today or tomorrow."""
    today = datetime.now(UTC).replace(hour=19, minute=0, second=0, microsecond=0)
    return today - timedelta(days=1)


def _schedule(definitions: dg.Definitions) -> dg.RunRequest:
    schedule = definitions.resolve_schedule_def("nightly")
    context = dg.build_schedule_context(scheduled_execution_time=_night())
    (request,) = schedule.evaluate_tick(context).run_requests or []
    return request


def _sensor(definitions: dg.Definitions) -> list[dg.RunRequest]:
    sensor = definitions.resolve_sensor_def("landed")
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, definitions=definitions)
        return list(sensor.evaluate_tick(context).run_requests or [])


def _age(landing: Path) -> None:
    """Make the files of a landing a minute old, so that nobody seems to write them."""
    for file in landing.rglob("*.*"):
        if file.is_file():
            os.utime(file, (time.time() - 60,) * 2)


def _as_of(request: dg.RunRequest) -> Any:
    return request.run_config["resources"]["request"]["config"]["as_of"]


def test_the_schedule_sends_the_day_that_has_ended_and_no_range_of_days(
    definitions: dg.Definitions,
) -> None:
    request = _schedule(definitions)
    assert not any("partition" in tag for tag in request.tags)
    in_china = (_night() + timedelta(hours=8)).date()
    assert _as_of(request) == (in_china - timedelta(days=1)).isoformat()


def test_the_sensor_asks_once_for_what_landed_and_sends_no_range_of_days(
    shop: Shop, definitions: dg.Definitions
) -> None:
    _age(shop.landing)
    (request,), (again,) = _sensor(definitions), _sensor(definitions)
    assert not any("partition" in tag for tag in request.tags)
    assert request.run_key == again.run_key


@pytest.mark.slow
def test_the_sensor_skips_where_nothing_is_new(
    shop: Shop, home: Home, definitions: dg.Definitions
) -> None:
    assert loyalty(*shop.arguments(home)).returncode == 0
    assert _sensor(definitions) == []


@pytest.mark.slow
def test_a_tick_of_the_schedule_publishes_what_the_command_line_does(
    shop: Shop, home: Home, definitions: dg.Definitions, tmp_path: Path
) -> None:
    request = _schedule(definitions)
    with dg.instance_for_test() as instance:
        ran = definitions.resolve_job_def("refresh").execute_in_process(
            instance=instance, tags=request.tags, run_config=request.run_config
        )
    assert ran.success
    other = shop.home(tmp_path / "by hand")
    by_hand = loyalty(*shop.arguments(other)[:-1], _as_of(request))
    assert by_hand.returncode == 0, by_hand.stderr
    assert tables(home) == tables(other)


def test_a_landing_day_of_the_future_is_refused(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    for feed in ("members", "orders"):
        folder = landing / feed / f"landed_on={date(2199, 1, 1)}"
        folder.mkdir(parents=True)
        (folder / "part.parquet").write_bytes(b"")
    ran = loyalty("run", "--home", tmp_path / "home", "--landing", landing)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "landed on 2199-01-01, which is no day" in ran.stderr
