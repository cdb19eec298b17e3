"""PostgreSQL for BI: equal rows, only what has changed, and never a mix."""

import shutil
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from typing import Any

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from loyalty_pipeline.publishing.described import described
from loyalty_pipeline.publishing.postgres import locks
from loyalty_pipeline.publishing.postgres.applying import Written
from loyalty_pipeline.publishing.postgres.errors import BiBusyError, BiError
from tests.publishing.postgres.conftest import Database
from tests.publishing.postgres.publications import TABLES, Publisher, publisher

_NOTHING = Written(0, 0, 0)


def _in_files(build: Build, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(
            f"from read_parquet('{build.published}/{table}.parquet')"
        ).fetchall()


def _columns(build: Build, table: str) -> str:
    with duckdb.connect() as connection:
        found = connection.execute(
            f"describe from read_parquet('{build.published}/{table}.parquet')"
        ).fetchall()
    return ", ".join(f'"{name}"' for name, *_ in found)


def _in_postgres(build: Build, database: Database, table: str) -> list[tuple[Any, ...]]:
    rows = database.ask(f"select {_columns(build, table)} from loyalty.{table}")
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(value: Any) -> Any:
    """An instant as the files have it: UTC, and without saying so."""
    if isinstance(value, datetime):
        assert value.utcoffset() is not None
        return (value - value.utcoffset()).replace(tzinfo=None)  # type: ignore[operator]
    return value


def _equal(publisher: Publisher, database: Database) -> None:
    for table in (*TABLES, "_publication"):
        wanted = _in_files(publisher.build, table)
        assert sorted(map(repr, _in_postgres(publisher.build, database, table))) == (
            sorted(map(repr, wanted))
        ), table


def test_every_published_table_is_there_with_its_rows_key_and_words(
    uninterrupted: Home, database: Database
) -> None:
    shown = Publisher(Build(uninterrupted))
    shown.show(database.address)
    for table in (*CATALOGUE, "_publication"):
        wanted = _in_files(shown.build, table)
        found = _in_postgres(shown.build, database, table)
        assert sorted(map(repr, found)) == sorted(map(repr, wanted)), table
        about = described()[table]
        place = f"'loyalty.{table}'::regclass"
        assert database.ask(f"select obj_description({place})") == [(about.says,)]
        key = database.ask(
            "select a.attname from pg_index as i inner join pg_attribute as a"
            " on i.indrelid = a.attrelid and a.attnum = any (i.indkey)"
            f" where i.indrelid = {place} and i.indisprimary"
        )
        assert {name for (name,) in key} == set(about.key), table
        said = dict(
            database.ask(
                f"select attname, col_description({place}, attnum) from pg_attribute"
                f" where attrelid = {place} and attnum > 0"
            )
        )
        assert about.columns.items() <= said.items(), table


def test_money_and_scores_are_numbers_that_people_read(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    assert database.ask(
        "select lifetime_amount, lifetime_amount_cents from loyalty.members"
        " where member_id = 'm3'"
    ) == [(Decimal("30.03"), 3003)]
    assert database.ask(
        "select score, score_to_next from loyalty.member_tiers where member_id = 'm1'"
    ) == [(Decimal("0.07"), None)]


@pytest.mark.parametrize("are_files_kept", [True, False])
def test_only_what_has_changed_is_written(
    database: Database, home_folder: Path, are_files_kept: bool
) -> None:
    shown = publisher(home_folder)
    shown.publish(40)
    shown.show(database.address)
    shown.publish(44)
    if not are_files_kept:
        shutil.rmtree(shown.build.publications / "run-1")
    written = shown.show(database.address).written
    _equal(shown, database)
    assert written["member_tiers"] == Written(inserted=4, updated=10, deleted=0)
    # Another fifth of the members, and one of the four new ones.
    assert written["member_benefits"] == Written(inserted=9, updated=0, deleted=8)
    assert shown.show(database.address).written == dict.fromkeys(
        (*TABLES, "_publication"), _NOTHING
    )


def test_rows_that_somebody_wrote_there_do_not_stay(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    for mischief in (
        "update loyalty.members set region = 'X' where member_id = 'm1'",
        "delete from loyalty.member_points where member_id < 'm2'",
        "insert into loyalty.member_benefits values ('m1', 'free')",
        "update loyalty.members set seen_at = seen_at + interval '1 microsecond'",
        "update loyalty.members set control_group = not control_group"
        " where member_id = 'm5'",
    ):
        database.ask(mischief)
        shown.show(database.address)
        _equal(shown, database)


def test_who_joins_two_tables_never_sees_two_publications(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    found: list[tuple[Any, ...]] = []
    enough = Event()

    def read() -> None:
        with closing(database.connect()) as connection, connection.cursor() as cursor:
            while not enough.is_set():
                cursor.execute(
                    "select distinct region, outstanding::text, substr(run, 5)"
                    " from loyalty.members inner join loyalty.member_points"
                    " using (member_id) cross join loyalty._publication"
                )
                found.append(tuple(cursor.fetchall()))

    reader = Thread(target=read)
    reader.start()
    try:
        for _ in range(49):
            shown.publish()
            shown.show(database.address)
    finally:
        enough.set()
        reader.join()
    assert all(len(rows) == 1 and len(set(rows[0])) == 1 for rows in found)
    assert len({rows[0][0] for rows in found}) > 10


def test_grants_indexes_and_views_of_users_survive(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    database.ask("create view public.mine as select region from loyalty.members")
    database.ask("create index mine on loyalty.members (region)")
    database.ask("grant select on loyalty.members to public")
    shown.publish()
    shown.show(database.address)
    assert database.ask("select distinct region from public.mine") == [("2",)]
    assert database.ask("select to_regclass('loyalty.mine') is not null") == [(True,)]
    assert database.ask(
        "select has_table_privilege('pg_monitor', 'loyalty.members', 'select')"
    ) == [(True,)]


def test_columns_come_and_go_and_a_view_in_the_way_is_named(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    shown.publish(extra="cast(5 as bigint) as worth_cents")
    shown.show(database.address)
    assert database.ask("select distinct worth from loyalty.members") == [
        (Decimal(5) / 100,)
    ]
    shown.publish(extra="'five' as worth_cents")
    shown.show(database.address)
    assert database.ask("select distinct worth_cents from loyalty.members") == [
        ("five",)
    ]
    database.ask("create view public.mine as select worth_cents from loyalty.members")
    before = database.ask("select * from loyalty.members order by member_id")
    shown.publish()
    with pytest.raises(BiError, match="view mine depends on") as refused:
        shown.show(database.address)
    assert "drop the view that is named" in refused.value.remedy
    assert database.ask("select * from loyalty.members order by member_id") == before
    database.ask("drop view public.mine")
    shown.show(database.address)
    _equal(shown, database)


@pytest.mark.parametrize("at", ["bringing members", "writing members"])
def test_after_a_session_that_was_ended_in_the_middle_the_next_converges(
    database: Database, home_folder: Path, at: str
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    before = database.ask("select * from loyalty.members order by member_id")
    shown.publish(50)

    def end(doing: str) -> None:
        if doing.startswith(at):
            database.ask(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where application_name = 'loyalty_pipeline'"
                " and datname = current_database()"
            )

    with pytest.raises(BiBusyError):
        shown.show(database.address, end)
    assert database.ask("select * from loyalty.members order by member_id") == before
    shown.show(database.address)
    _equal(shown, database)


def test_a_readers_lock_ends_in_words_that_name_the_reader(
    database: Database, home_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    shown.publish()
    monkeypatch.setattr(locks, "WAIT", "set local lock_timeout = '200ms'")
    reader = database.connect()
    reader.autocommit = False
    with reader.cursor() as cursor:
        cursor.execute("set application_name = 'a dashboard'")
        cursor.execute("lock table loyalty.members in share mode")
    with pytest.raises(BiBusyError, match="lock timeout") as refused:
        shown.show(database.address)
    assert "members by process" in refused.value.what
    assert "a dashboard, idle in transaction since" in refused.value.what
    reader.close()
    shown.show(database.address)
    _equal(shown, database)
