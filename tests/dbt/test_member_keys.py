"""Members are called the same in every build, whoever comes and goes."""

from pathlib import Path

import duckdb

from loyalty_pipeline.dbt import member_keys
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.shop import Shop

Keys = dict[str, int]


def test_a_home_without_keys_starts_with_none(tmp_path: Path) -> None:
    home = Home(tmp_path)
    member_keys.lay_out(home)
    assert _kept(home) == {}


def test_keys_are_kept_and_only_added_to(tmp_path: Path) -> None:
    home = Home(tmp_path)
    member_keys.lay_out(home)
    for built in ({"bob": 1}, {"bob": 1, "ann": 2}):
        _build(home, built)
        member_keys.keep(Build(home))
        member_keys.lay_out(home)
        assert _kept(home) == built


def test_an_older_table_takes_no_key_away(tmp_path: Path) -> None:
    home = Home(tmp_path)
    member_keys.lay_out(home)
    _build(home, {"bob": 1, "ann": 2})
    member_keys.keep(Build(home))
    _build(home, {"bob": 1, "eve": 2})
    member_keys.keep(Build(home))
    assert _kept(home) == {"bob": 1, "ann": 2}


def test_a_build_without_keys_leaves_those_before(tmp_path: Path) -> None:
    home = Home(tmp_path)
    member_keys.lay_out(home)
    duckdb.connect(str(Build(home).warehouse)).close()
    member_keys.keep(Build(home))
    assert _kept(home) == {}


def test_the_next_day_changes_no_key(shop: Shop, uninterrupted: Home) -> None:
    before, after = _kept(shop.template), _kept(uninterrupted)
    assert before
    assert before.items() <= after.items()


def _build(home: Home, keys: Keys) -> None:
    Build(home).warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(Build(home).warehouse)) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_member_keys"
            " (member_id varchar, member_key integer)"
        )
        connection.executemany(
            "insert into intermediate.int_member_keys values (?, ?)",
            list(keys.items()),
        )


def _kept(home: Home) -> Keys:
    file = home.keys / "members.parquet"
    return dict(duckdb.execute(f"from '{file}' order by member_key").fetchall())
