"""What of the machine DuckDB may use: in this process, in dbt, and in no other way."""

import json
import os
import re
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.environments.local import LocalEnvironment
from dbt.config.runtime import load_profile
from dbt.flags import set_from_args
from dbt_common.context import set_invocation_context

from loyalty_pipeline import duck, resources
from loyalty_pipeline.dbt.project import DBT, PROJECT, arguments, environment
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.doctor.leftovers import spilled
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.resources import Resources, bytes_of, of_this_machine
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.run.context import current_setup
from loyalty_pipeline.settings import Settings
from tests.support.cli import REPOSITORY, loyalty

SETTINGS = (
    "select current_setting('memory_limit') as memory,"
    " current_setting('threads') as threads,"
    " current_setting('temp_directory') as scratch"
)


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process uses, after a test, what it used before; and no setting is made."""
    for name in list(os.environ):
        if name.startswith("LOYALTY_"):
            monkeypatch.delenv(name)
    before = resources.in_use()
    yield
    resources.use(before)


@pytest.mark.parametrize(
    ("size", "bytes_"),
    [
        ("6GB", 6 * 10**9), ("1.5 GiB", 3 * 2**29), ("512mib", 2**29), ("1TB", 10**12),
    ],
)  # fmt: skip
def test_a_size_has_a_unit(size: str, bytes_: int) -> None:
    assert bytes_of(size) == bytes_


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("MEMORY", "lots", "must be a size such as 6GB"),
        ("MEMORY", "6", "must be a size such as 6GB"),
        ("MEMORY", "-6GB", "must be a size such as 6GB"),
        ("MEMORY", "1MB", "must be 100MB at least"),
        ("THREADS", "0", "greater than 0"),
        ("THREADS", "all", "integer"),
    ],
)
def test_a_bad_setting_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(f"LOYALTY_{name}", value)
    with pytest.raises(LoyaltyError) as refused:
        Settings()
    assert refused.value.what.startswith(f"LOYALTY_{name} is {value!r}: ")
    assert why in refused.value.what
    assert "\n" not in refused.value.what


def test_a_bad_setting_ends_a_command_with_2(tmp_path: Path) -> None:
    ran = loyalty("run", "--home", tmp_path, settings={"LOYALTY_MEMORY": "lots"})
    assert ran.returncode == 2
    assert "LOYALTY_MEMORY is 'lots'" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_most_of_the_machine_is_used_unless_the_settings_say_less(
    tmp_path: Path,
) -> None:
    machine = of_this_machine()
    assert Settings(home=tmp_path).resources == Resources(
        machine.memory, machine.threads, tmp_path / "scratch"
    )
    given = Settings(home=tmp_path, memory="1GB", threads=1, scratch=tmp_path / "s")
    assert given.resources == Resources(10**9, 1, tmp_path / "s")
    assert {"LOYALTY_MEMORY", "LOYALTY_THREADS", "LOYALTY_SCRATCH"} <= set(
        given.environment
    )


def test_the_limit_of_a_container_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(resources, "_CGROUPS", (limit,))
    whole = of_this_machine().memory
    limit.write_text("max\n")
    assert of_this_machine().memory == whole
    limit.write_text("400000000\n")
    assert of_this_machine().memory == 300_000_000


def _of(connection: duckdb.DuckDBPyConnection) -> tuple[object, ...]:
    with connection:
        (found,) = connection.execute(SETTINGS).fetchall()
    return found


def test_every_connection_of_a_process_of_dagsters_has_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOYALTY_HOME", str(tmp_path / "it's"))
    monkeypatch.setenv("LOYALTY_MEMORY", "1GiB")
    monkeypatch.setenv("LOYALTY_THREADS", "1")
    current_setup()
    wanted = ("1.0 GiB", 1, str(tmp_path / "it's" / "scratch"))
    assert _of(duck.connect()) == wanted
    duckdb.connect(str(tmp_path / "a.duckdb")).close()
    assert _of(duck.connect(tmp_path / "a.duckdb")) == wanted


def test_no_module_opens_a_connection_of_its_own() -> None:
    opens = re.compile(r"duckdb\.(connect|execute|sql|query|read_\w+)\(")
    package = REPOSITORY / "loyalty_pipeline"
    found = {f.name for f in package.rglob("*.py") if opens.search(f.read_text())}
    assert found == {"duck.py"}


def test_dbt_has_the_settings_too(tmp_path: Path) -> None:
    resources.use(Resources(2**30, 1, tmp_path / "spills"))
    build = Build(Home(tmp_path))
    command = [str(DBT), "--quiet", "show", "--inline", SETTINGS, "--output", "json"]
    ran = subprocess.run(
        [*command, *arguments(load(rule_file("retail")))],
        cwd=PROJECT,
        env={**os.environ, **environment(build)},
        capture_output=True,
        text=True,
        check=True,
    )
    (shown,) = json.loads(ran.stdout[ran.stdout.index("{") :])["show"]
    assert shown == {
        "memory": "1.0 GiB",
        "threads": 1,
        "scratch": str(tmp_path / "spills"),
    }


def test_dbt_builds_on_after_it_has_spilled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources.use(Resources(100 * 10**6, 1, tmp_path / "spills"))
    for name, value in environment(Build(Home(tmp_path))).items():
        monkeypatch.setenv(name, value)
    set_invocation_context(dict(os.environ))
    set_from_args(Namespace(profiles_dir=str(PROJECT)), None)
    credentials: Any = load_profile(str(PROJECT), {}).credentials
    database: Any = LocalEnvironment(credentials)
    first = database.handle().cursor()
    first.execute(
        "create temp table t as select md5(i::varchar) as a from range(6000000) r (i)"
    )
    assert resources.spills(tmp_path / "spills") != []
    second = database.handle().cursor()  # as for the next model
    assert second.execute(SETTINGS).fetchall()[0][1:] == (1, str(tmp_path / "spills"))


@pytest.mark.parametrize(
    ("memory", "threads", "models"), [("3GB", 8, "1"), ("8GB", 8, "2"), ("8GB", 1, "1")]
)
def test_where_memory_is_small_dbt_builds_one_model_at_a_time(
    memory: str, threads: int, models: str
) -> None:
    found = Resources(bytes_of(memory), threads).environment
    assert found["LOYALTY_BUILD_MODELS"] == models


def test_what_does_not_fit_into_memory_goes_to_the_scratch_folder(
    tmp_path: Path,
) -> None:
    resources.use(Resources(100 * 10**6, 1, tmp_path / "spills"))
    with duck.connect() as connection:
        connection.execute(
            "create table t as select md5(i::varchar) as a, i from range(6000000) r (i)"
        )
        assert resources.spills(tmp_path / "spills") != []
    assert resources.spills(tmp_path / "spills") == []


def test_what_a_killed_run_spilled_is_found_and_removed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    resources.use(Settings(home=tmp_path).resources)
    home.scratch.mkdir()
    left, own = home.scratch / "duckdb_temp_storage_S32K-0.tmp", home.scratch / "mine"
    left.write_bytes(b"x")
    own.write_bytes(b"x")
    (problem,) = spilled(home)
    assert problem.where == str(left)
    assert problem.repair is not None
    problem.repair()
    assert (left.exists(), own.exists()) == (False, True)
