"""What is not written over BI's tables by itself, who may read them, what is told."""

from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError, RunFailedError
from loyalty_pipeline.publishing.postgres.address import Address
from loyalty_pipeline.publishing.postgres.errors import BiBusyError, BiError
from tests.publishing.postgres.conftest import Database
from tests.publishing.postgres.publications import publisher


@pytest.mark.parametrize("left", [0, 19])
def test_tables_that_would_lose_most_rows_are_left_unless_confirmed(
    database: Database, home_folder: Path, left: int
) -> None:
    shown = publisher(home_folder)
    shown.publish(40)
    shown.show(database.address)
    shown.publish(left)
    with pytest.raises(RunFailedError, match=f"members from 40 rows to {left}") as told:
        shown.show(database.address)
    assert "loyalty bi sync --confirm" in told.value.remedy
    assert database.ask("select count(*) from loyalty.members") == [(40,)]
    shown.show(database.address, is_confirmed=True)
    assert database.ask("select count(*) from loyalty.members") == [(left,)]


def test_half_of_the_rows_may_go(database: Database, home_folder: Path) -> None:
    shown = publisher(home_folder)
    shown.publish(40)
    shown.show(database.address)
    shown.publish(20)
    shown.show(database.address)
    assert database.ask("select count(*) from loyalty.members") == [(20,)]


def test_a_schema_of_another_programme_is_left(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    shown.programme = "finance"
    with pytest.raises(BiError, match="Loyalty programme retail") as refused:
        shown.show(database.address)
    assert "LOYALTY_BI_SCHEMA" in refused.value.remedy


def test_the_roles_read_what_is_theirs_and_nothing_else(
    database: Database, home_folder: Path
) -> None:
    shown = publisher(home_folder)
    shown.publish()
    shown.show(database.address)
    database.ask("create schema private")
    database.ask("create table private.contacts as select 'a@b.c' as email")
    assert _reads(database, "loyalty_bi", "loyalty.members") == 40
    assert _reads(database, "loyalty_crm", "loyalty.member_tiers") == 40
    for role, statement in (
        ("loyalty_bi", "select * from private.contacts"),
        ("loyalty_bi", "delete from loyalty.members"),
        ("loyalty_bi", "create table loyalty.mine (n int)"),
        ("loyalty_crm", "select * from loyalty.members"),
    ):
        with pytest.raises(Exception, match="permission denied"):
            database.ask(f"set role {role}; {statement}")


def _reads(database: Database, role: str, table: str) -> object:
    ((count,),) = database.ask(f"set role {role}; select count(*) from {table}")
    return count


def test_who_may_not_create_roles_is_told_the_sql(
    database: Database, home_folder: Path
) -> None:
    ((name,),) = database.ask("select current_database()")
    plain = f"plain_{name}"
    database.ask(
        f"create role {plain} login; grant create on database {name} to {plain}"
    )
    dsn = database.dsn.replace("//postgres:@", f"//{plain}@")
    shown = publisher(home_folder)
    shown.publish()
    names = [] if _has_roles(database) else ["loyalty_bi", "loyalty_crm"]
    synced = shown.show(Address(dsn, "loyalty"))
    assert synced.to_run == [f"create role {name} nologin" for name in names]
    assert Database(dsn).ask("select count(*) from loyalty.members") == [(40,)]


def _has_roles(database: Database) -> bool:
    found = database.ask("select 1 from pg_roles where rolname = 'loyalty_bi'")
    return bool(found)


def test_an_address_that_does_not_answer_is_told_without_its_secrets() -> None:
    shown = publisher(Path())
    address = Address(
        "postgresql://clerk:s3cret@127.0.0.1:1/bi?sslmode=disable", "loyalty"
    )
    from loyalty_pipeline.publishing.postgres.server import session

    with pytest.raises(BiBusyError) as refused, session(address):
        pass
    told = f"{refused.value}{address!r}{shown!r}"
    assert "127.0.0.1" in told
    assert "s3cret" not in told
    assert "clerk" not in told


@pytest.mark.parametrize("dsn", ["", "mysql://u:p4ss@h/d", "host=h password=p4ss"])
def test_an_address_of_something_else_is_refused(dsn: str) -> None:
    with pytest.raises(LoyaltyError, match="address") as refused:
        Address(dsn, "loyalty")
    assert "p4ss" not in str(refused.value)
