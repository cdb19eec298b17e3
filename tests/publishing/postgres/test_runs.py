"""A run shows in PostgreSQL what it publishes, and what another could not."""

from pathlib import Path

import pytest

from loyalty_pipeline.home.layout import Home
from tests.publishing.postgres.conftest import Database
from tests.support.cli import loyalty
from tests.support.shop import Shop, copied, tables

_NOWHERE = "postgresql://clerk:s3cret@127.0.0.1:1/bi"


def test_a_run_with_nothing_new_shows_what_was_not_shown_yet_and_no_more(
    shop: Shop, uninterrupted: Home, tmp_path: Path, database: Database
) -> None:
    home = copied(uninterrupted, tmp_path / "home")
    settings = {"LOYALTY_BI_DSN": database.dsn}
    first, second = (
        loyalty(*shop.arguments(home), settings=settings) for _ in range(2)
    )
    assert first.returncode == 0, first.stdout + first.stderr
    assert "nothing is new" in first.stdout
    assert "bi       PostgreSQL shows 2025-03-05-" in first.stdout
    assert database.ask("select distinct as_of::text from loyalty._publication") == [
        ("2025-03-05",)
    ]
    assert second.returncode == 0, second.stdout + second.stderr
    assert "bi  " not in second.stdout
    status = loyalty("bi", "status", "--home", home.root, settings=settings)
    shown, current = status.stdout.splitlines()
    assert shown.split(": ")[1] == current.split(": ")[1]


@pytest.mark.slow
def test_a_run_shows_what_it_publishes_once_postgres_answers(
    shop: Shop, expected: dict[str, str], tmp_path: Path, database: Database
) -> None:
    home = shop.home(tmp_path / "home")
    failed = loyalty(*shop.arguments(home), settings={"LOYALTY_BI_DSN": _NOWHERE})
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "what is published stands in files alone" in failed.stderr
    assert "Connection refused" in failed.stderr
    for secret in ("s3cret", "clerk", "Traceback"):
        assert secret not in failed.stdout + failed.stderr + home.log.read_text()
    assert tables(home) == expected

    settings = {"LOYALTY_BI_DSN": database.dsn}
    built = loyalty(*shop.arguments(home), "--full-refresh", settings=settings)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "bi       PostgreSQL shows 2025-03-05-" in built.stdout
    assert database.ask("select count(*) from loyalty.members") == [(20,)]
    past = loyalty(*shop.arguments(home)[:-1], "2025-01-10", settings=settings)
    assert past.returncode == 0, past.stdout + past.stderr
    assert database.ask("select distinct as_of::text from loyalty.member_points") == [
        ("2025-03-05",)
    ]


def test_the_sql_of_the_roles_is_printed_for_whoever_may_run_it() -> None:
    printed = loyalty("bi", "roles", settings={"LOYALTY_BI_SCHEMA": "club"})
    assert printed.returncode == 0, printed.stderr
    lines = printed.stdout.splitlines()
    assert "create role loyalty_bi nologin;" in lines
    assert 'grant select on all tables in schema "club" to loyalty_bi;' in lines


def test_without_an_address_the_setting_is_named(tmp_path: Path) -> None:
    asked = loyalty("bi", "sync", "--home", tmp_path)
    assert asked.returncode == 2, asked.stdout
    assert "where: LOYALTY_BI_DSN" in asked.stderr
