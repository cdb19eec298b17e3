"""A source that is declared wrongly, refuses or does not answer: which, and what to do.

No message shows an address or a value of a row.
"""

import importlib.util
from pathlib import Path

import pytest
from pydantic import SecretStr

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.databases.engines import address, refuse_without_packages
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.feeds.databases.words import SourceError
from loyalty_pipeline.settings import Settings
from tests.feeds.databases.servers import Database, Pulling, pulling

CANARY = "canary-5f3a"


def _declare(landing: Path, text: str) -> Path:
    landing.mkdir(exist_ok=True)
    (landing / "sources.yaml").write_text(text, encoding="utf-8")
    return landing


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("orders: {connection: shop}", "feeds.orders: needs a table or a query"),
        ("orders: {connection: shop, table: a, query: b}", "and not both"),
        ("orders: {connection: Shop, table: a}", "feeds.orders.connection = 'Shop'"),
        ("order: {connection: shop, table: a}", "feeds.order: is no feed; the feeds"),
        ("orders: {connection: shop, table: a, lag: 2h}", "lag needs a cursor"),
        ("orders: {connection: s, table: a, cursor: c, lag: soon}", "such as 90m"),
        ("orders: {connection: s, table: a, cursor: c, lag: -1}", "such as 90m"),
        ("orders: {connection: s, query: a, schema: b}", "schema goes with table"),
        ("orders: {connection: s, table: ''}", "must not be empty"),
        ("orders: {connection: s, table: a, cursors: b}", "feeds.orders.cursors = 'b'"),
    ],
)
def test_a_wrong_declaration_is_named_by_its_place(
    tmp_path: Path, written: str, says: str
) -> None:
    landing = _declare(tmp_path / "landing", f"feeds:\n  {written}\n")
    with pytest.raises(LoyaltyError, match=r"sources\.yaml is wrong") as refused:
        sources_of(landing)
    assert says in refused.value.what
    assert refused.value.where == str(landing / "sources.yaml")


def test_a_file_pattern_that_leaves_out_what_is_pulled_is_refused(
    tmp_path: Path,
) -> None:
    landing = _declare(tmp_path, "feeds:\n  orders: {connection: shop, table: a}\n")
    look = landing / "landing.yaml"
    look.write_text('feeds:\n  orders: {files: "orders*.csv"}\n')
    with pytest.raises(LoyaltyError, match="leaves out what is pulled"):
        sources_of(landing)
    look.write_text('feeds:\n  orders: {files: "*"}\n')
    assert [*sources_of(landing)] == ["orders"]


@pytest.mark.parametrize(
    "written",
    [
        f"{CANARY}",
        f"oracle://u:{CANARY}@h/d",
        f"postgresql+asyncpg://u:{CANARY}@h/d",
        f"postgresql://u:{CANARY}@h:port/d",
        f"//{CANARY}",
    ],
)
def test_an_address_that_is_none_is_not_shown(written: str) -> None:
    with pytest.raises(LoyaltyError, match="LOYALTY_SOURCE_SHOP is no addr") as refused:
        address(Settings(source={"shop": SecretStr(written)}), "shop")
    assert CANARY not in str(refused.value)


def test_an_address_that_is_missing_is_asked_for() -> None:
    with pytest.raises(LoyaltyError, match="LOYALTY_SOURCE_SHOP is not set"):
        address(Settings(source={}), "shop")


def test_the_way_to_install_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(
        "loyalty_pipeline.feeds.databases.engines.find_spec", lambda _: None
    )
    with pytest.raises(LoyaltyError, match="is not installed") as refused:
        refuse_without_packages()
    assert "pip install -e '.[databases]' in a source tree" in refused.value.remedy
    assert "pip install 'loyalty-pipeline[databases]'" in refused.value.remedy


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ({"table": "nowhere"}, "nowhere"),
        ({"query": "select nothing from t"}, "nothing"),
        ({"query": "selec 1"}, "1"),
        ({"table": "t", "cursor": "nothing"}, "there is no column 'nothing'"),
        ({"table": "t", "cursor": "word"}, "cursor"),
        ({"table": "t", "cursor": "id", "lag": "2h"}, "is a number, so that its lag"),
        ({"query": "delete from t"}, ""),
    ],
)
def test_what_the_database_refuses_is_said(
    shop: Pulling, source: dict[str, object], says: str
) -> None:
    shop.database.execute(
        "create table t (id int, word varchar(20))",
        f"insert into t values (1, '{CANARY}')",
    )
    with pytest.raises(SourceError) as refused:
        shop.pull("orders", **source)
    assert says in refused.value.what
    assert refused.value.what.startswith("orders cannot be pulled from shop: ")
    _hides_everything(refused.value, shop.database)
    assert not (shop.place.home.sources / "orders.json").exists()
    assert not shop.place.landing.exists()


def _hides_everything(error: BaseException, database: Database) -> None:
    said = repr(error) + str(error)
    assert CANARY not in said
    assert database.address not in said
    name = str(database.writer.url.database)
    assert name not in said
    assert error.__cause__ is None
    assert error.__suppress_context__


@pytest.mark.parametrize(
    "nowhere",
    [
        f"postgresql://u:{CANARY}@127.0.0.1:1/{CANARY}",
        f"mysql://u:{CANARY}@127.0.0.1:1/{CANARY}",
        f"sqlite:////nowhere/{CANARY}.db",
        f"mysql://u:{CANARY}@{CANARY}.invalid/d",
        f"postgresql://u:{CANARY}@{CANARY}.invalid/d",
    ],
)
def test_a_server_that_does_not_answer_is_named_by_its_setting(
    tmp_path: Path, sqlite: Database, nowhere: str
) -> None:
    shop = pulling(Database("", nowhere, sqlite.writer), tmp_path)
    with pytest.raises(SourceError, match=r"cannot be (reached|opened)") as refused:
        shop.pull("orders", table="t")
    assert refused.value.exit_code == 1
    assert "LOYALTY_SOURCE_SHOP" in refused.value.remedy
    assert CANARY not in str(refused.value)


def test_a_user_without_a_grant_is_told_of_it(
    postgres: Database, tmp_path: Path
) -> None:
    postgres.execute(
        "create table t (id int)",
        "drop role if exists reader_of_shop",
        f"create role reader_of_shop login password '{CANARY}'",
    )
    url = postgres.writer.url.set(
        drivername="postgresql", username="reader_of_shop", password=CANARY
    )
    reader = Database(
        "postgresql", url.render_as_string(hide_password=False), postgres.writer
    )
    with pytest.raises(SourceError, match="permission denied for table t") as refused:
        pulling(reader, tmp_path).pull("orders", table="t")
    assert "grant the user SELECT" in refused.value.remedy
    assert CANARY not in str(refused.value)
    postgres.execute("drop role reader_of_shop")


def test_a_user_that_mariadb_refuses_is_told_of_the_address(
    mariadb: Database, tmp_path: Path
) -> None:
    url = mariadb.writer.url.set(
        drivername="mariadb", username="nobody_at_all", password=CANARY
    )
    stranger = Database(
        "mariadb", url.render_as_string(hide_password=False), mariadb.writer
    )
    with pytest.raises(SourceError, match="refuses the user") as refused:
        pulling(stranger, tmp_path).pull("orders", table="t")
    assert "nobody_at_all" not in str(refused.value)
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_value_that_breaks_a_query_is_not_shown(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database: Database = request.getfixturevalue(
        {"postgresql": "postgres"}.get(kind, kind)
    )
    database.execute(
        "create table t (word varchar(20))", f"insert into t values ('{CANARY}')"
    )
    broken = {
        "postgresql": "select word::int as id from t",
        "mariadb": "select (select word from t union all select 1) as id from t",
    }
    with pytest.raises(SourceError, match="the database refuses") as refused:
        pulling(database, tmp_path).pull("orders", query=broken[kind])
    _hides_everything(refused.value, database)
