"""Runs over feeds that are pulled: from a shop's tables to the published ones."""

import sys
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.feeds.databases.servers import Database
from tests.support.cli import REPOSITORY, loyalty

CANARY, SECRET = "canary-7d21", "secret-9c4e"
DECLARED = """
feeds:
  members: {connection: shop, table: users}
  orders:
    connection: shop
    query: >
      select id as order_id, user_id as member_id, paid_at as ordered_at,
        total as amount, 'CNY' as currency, updated_at
      from purchases
    cursor: updated_at
"""


def _open(database: Database) -> None:
    database.execute(
        "create table users (member_id int, registered_at timestamptz, email text,"
        " control_group smallint)",
        "create table purchases (id bigint, user_id int, paid_at timestamptz,"
        " total numeric, updated_at timestamptz)",
        "insert into users select n, '2025-01-01 00:00Z', 'canary-7d21@shop.example',"
        " mod(n, 2) from generate_series(1, 30) g (n)",
        "insert into purchases select n, n, '2025-02-01 12:00Z', 10.50,"
        " '2025-02-01 12:00Z' from generate_series(1, 30) g (n)",
    )


def _amounts(home: Home) -> list[tuple[object, ...]]:
    file = Build(home).published / "members.parquet"
    with duckdb.connect() as connection:
        return connection.execute(
            f"select sum(lifetime_amount_cents), count(*) from '{file}'"
            " union all select count(*), 0 from"
            f" '{file}' where control_group"
        ).fetchall()


class _Shop:
    """A home that is run over a database, by a user whose folders are watched."""

    def __init__(self, folder: Path, url: sa.URL) -> None:
        address = url.set(password=SECRET).render_as_string(hide_password=False)
        self.home, self.landing = Home(folder / "home"), folder / "landing"
        self.user, self.cwd = folder / "user", folder / "cwd"
        for each in (self.landing, self.user, self.cwd):
            each.mkdir()
        (self.landing / "sources.yaml").write_text(DECLARED)
        self.settings = {
            "LOYALTY_SOURCE_SHOP": address,
            "HOME": str(self.user),
            "PYTHONPATH": str(REPOSITORY),
            # What dlt would take for settings of its own.
            "SCHEMA": "elsewhere",
            "CHUNK_SIZE": "1",
        }

    def loyalty(self, command: str, *arguments: str) -> tuple[int, str]:
        """Run a command over the home; return its exit code and all that it said."""
        ran = loyalty(
            *(command, "--home", str(self.home.root), *arguments),
            cwd=self.cwd,
            settings=self.settings,
        )
        for hidden in (CANARY, SECRET, "Traceback"):
            assert hidden not in ran.stdout + ran.stderr
        files = [file for file in self.home.root.rglob("*") if file.is_file()]
        assert not [file for file in files if SECRET.encode() in file.read_bytes()]
        return ran.returncode, ran.stdout + ran.stderr

    def run(self) -> tuple[int, str]:
        """`loyalty run` over the landing."""
        return self.loyalty("run", "--landing", str(self.landing))


def test_a_shop_is_published_from_its_database(
    postgres: Database, tmp_path: Path
) -> None:
    _open(postgres)
    shop = _Shop(tmp_path, postgres.writer.url.set(drivername="postgresql"))

    code, said = shop.run()
    assert code == 0, said
    assert "pull     members: 30 new rows from shop" in said
    assert "pull     orders: 30 new rows from shop" in said
    assert _amounts(shop.home) == [(30 * 1050, 30), (15, 0)]
    assert list(shop.user.iterdir()) == list(shop.cwd.iterdir()) == []

    code, said = shop.run()
    assert code == 0, said
    assert "nothing is new: the publication stands" in said
    assert shop.loyalty("doctor") == (0, f"{shop.home.root} is well\n")

    postgres.execute("drop table purchases", "update users set email = 'new@x'")
    before = _amounts(shop.home)
    code, said = shop.run()
    assert code == 1, said
    assert 'orders cannot be pulled from shop: relation "purchases" does not' in said
    assert "pull     members: 30 new rows" in said
    assert _amounts(shop.home) == before
    code, said = shop.loyalty("doctor")
    assert "orders cannot be pulled from shop" in said


@pytest.mark.slow
def test_what_changes_in_the_database_is_published_by_the_next_run(
    postgres: Database, tmp_path: Path
) -> None:
    _open(postgres)
    shop = _Shop(tmp_path, postgres.writer.url.set(drivername="postgresql"))
    assert shop.run()[0] == 0
    postgres.execute(
        "update purchases set total = 20, updated_at = '2025-02-01 12:30Z'"
        " where id = 1",
        "insert into purchases values (31, 2, '2025-02-01 12:00Z', 1,"
        " '2025-02-01 11:00Z')",
    )
    code, said = shop.run()
    assert code == 0, said
    assert "pull     orders: 2 new rows from shop" in said
    assert _amounts(shop.home)[0] == (29 * 1050 + 2000 + 100, 30)


def test_the_graph_has_the_sources_before_what_is_staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = _Shop(tmp_path, sa.make_url("postgresql://shop@127.0.0.1:1/shop"))
    for name, value in shop.settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LOYALTY_HOME", str(shop.home.root))
    monkeypatch.setenv("LOYALTY_LANDING", str(shop.landing))
    for name in [n for n in sys.modules if n.startswith("loyalty_pipeline.defs")]:
        monkeypatch.delitem(sys.modules, name)
    import dagster as dg

    from loyalty_pipeline.definitions import defs

    graph = defs()
    upstream = {
        spec.key.to_user_string(): {d.asset_key.to_user_string() for d in spec.deps}
        for spec in graph.resolve_all_asset_specs()
    }
    sources = {"source/members", "source/orders"}
    assert {key for key in upstream if key.startswith("source/")} == sources
    assert upstream["landing"] == sources
    assert upstream["staged/orders"] == {"landing", "landed/orders", "source/orders"}
    assert upstream["staged/surveys"] == {"landing", "landed/surveys"}
    assert isinstance(graph.resolve_sensor_def("pulled"), dg.SensorDefinition)
