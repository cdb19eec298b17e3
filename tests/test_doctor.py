"""What a killed run leaves behind is found, named and cured, and nothing else is."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from loyalty_pipeline.binding import SCHEMA_VERSION
from loyalty_pipeline.doctor import Ailment, cure, examine
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home import Home, write_json
from loyalty_pipeline.instance import configured
from loyalty_pipeline.publishing.publications import About, publish
from tests.publishing.marts import AS_OF, home_of

HOLDER = """
import sys, time
from pathlib import Path
from loyalty_pipeline.binding import locked
from loyalty_pipeline.home import Home
with locked(Home(Path(sys.argv[1])), "the run r1", print):
    print("ready", flush=True)
    time.sleep(600)
"""
RUN = """
import sys, time
from pathlib import Path
import dagster as dg
from loyalty_pipeline.home import Home
from loyalty_pipeline.instance import configured

@dg.op(pool="one")
def sleeps():
    print("ready", flush=True)
    time.sleep(600)

@dg.job(executor_def=dg.in_process_executor)
def job():
    sleeps()

with configured(Home(Path(sys.argv[1]))) as instance:
    instance.event_log_storage.set_concurrency_slots("one", 1)
    job.execute_in_process(instance=instance)
"""
PARENT = """
import subprocess, sys
subprocess.run([sys.executable, sys.argv[1]])
"""
CHILD = """
import duckdb, os, time
held = duckdb.connect({!r})
print(os.getpid(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one publication."""
    home = home_of(tmp_path)
    bound = {"landing": "/srv", "programme": "retail", "schema_version": SCHEMA_VERSION}
    write_json(home.root / "home.json", bound)
    published(home, "first")
    return home


def published(home: Home, run: str) -> None:
    publish(home, About(run, AS_OF, "rules", "inputs"))


def started(code: str, argument: Path, **settings: str) -> tuple[int, str]:
    """Start code that says one line; return its process and the line."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(argument)],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    assert process.stdout is not None
    return process.pid, process.stdout.readline().strip()


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def cured(home: Home, what: str) -> Ailment:
    """Cure the one ailment there is, which says `what`; nothing ails after it."""
    (ailment,) = examine(home)
    assert what in ailment.what
    assert cure(home, [ailment]) == [ailment]
    assert examine(home) == []
    return ailment


def test_a_sound_home_has_no_ailment(home: Home) -> None:
    assert examine(home) == []


def test_a_home_in_use_is_named_and_not_cured(home: Home) -> None:
    (home.root / ".left.new").touch()
    left = examine(home)
    pid, _ = started(HOLDER, home.root)
    (busy,) = examine(home)
    assert (busy.what, busy.is_curable) == ("the run r1 works in this home", False)
    with pytest.raises(LoyaltyError, match="the run r1 works in this home"):
        cure(home, left)
    assert (home.root / ".left.new").exists()
    killed(pid)
    cured(home, "written in part")
    assert not (home.root / ".left.new").exists()


def test_a_home_that_dagster_serves_is_in_use(home: Home) -> None:
    code = "import time; print('ready', flush=True); time.sleep(600)"
    pid, _ = started(code, home.root, DAGSTER_HOME=str(home.dagster))
    (busy,) = examine(home)
    assert f"Dagster's UI (process {pid}) works in this home" in busy.what
    killed(pid)


@pytest.fixture
def dead_run(home: Home) -> str:
    """A run whose process was killed while it held the only slot of a pool."""
    pid, line = started(RUN, home.root)
    assert line == "ready"
    assert not [a for a in examine(home) if "no process runs it" in a.what]
    killed(pid)
    with configured(home) as instance:
        (run,) = instance.get_runs()
        assert run.status is dg.DagsterRunStatus.STARTED
    return run.run_id


def test_a_killed_run_is_told_to_be_over_and_frees_its_slot(
    home: Home, dead_run: str
) -> None:
    ailment = cured(home, f"the run {dead_run} is STARTED, and no process runs it")
    assert ailment.where == str(home.dagster)
    with configured(home) as instance:
        run = instance.get_run_by_id(dead_run)
        assert run is not None
        assert run.status is dg.DagsterRunStatus.FAILURE
        slots = instance.event_log_storage.get_concurrency_info("one")
        assert (slots.active_slot_count, slots.pending_step_count) == (0, 0)


def test_an_orphaned_dbt_is_killed_and_one_with_a_parent_is_not(
    home: Home, tmp_path: Path
) -> None:
    script = tmp_path / "loyalty-dbt"
    script.write_text(CHILD.format(str(home.warehouse)))
    parent, child = started(PARENT, script, LOYALTY_HOME=str(home.root))
    (held,) = examine(home)
    assert "the warehouse is open elsewhere" in held.what
    killed(parent)
    orphan, held = examine(home)
    assert f"dbt works on as process {child}" in orphan.what
    assert not held.is_curable
    cure(home, [orphan, held])
    while Path(f"/proc/{child}/exe").exists():
        time.sleep(0.1)
    assert examine(home) == []
    assert duckdb.connect(str(home.warehouse)).execute("select 1").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "left", ["publications/.run.new/x", "lake/orders/.x.parquet.new", ".published.new"]
)
def test_what_was_written_in_part_is_removed(home: Home, left: str) -> None:
    (home.root / left).parent.mkdir(parents=True, exist_ok=True)
    (home.root / left).touch()
    ailment = cured(home, "something was written in part")
    assert not Path(ailment.where).exists()


def test_a_half_staged_day_is_removed_and_a_staged_one_is_told(home: Home) -> None:
    half = home.staging / "orders" / "landed_on=2025-03-01"
    whole = home.staging / "members" / "landed_on=2025-03-01"
    half.mkdir(parents=True)
    write_json(whole / "_day.json", {"files": [], "counts": []})
    told, removed = examine(home)
    assert (told.where, told.is_curable) == (str(whole), False)
    assert cure(home, [told, removed]) == [removed]
    assert (half.exists(), whole.exists()) == (False, True)


@pytest.mark.parametrize("record", [None, '{"files": ['])
def test_rows_without_a_record_are_told(home: Home, record: str | None) -> None:
    day = home.lake / "orders" / "landed_on=2025-03-01"
    day.mkdir(parents=True)
    (day / "data.parquet").touch()
    if record:
        (day / "_day.json").write_text(record)
    (told,) = examine(home)
    assert (told.where, told.is_curable) == (str(day), record is not None)
    cure(home, [told])
    assert not (day / "_day.json").exists()
    assert (day / "data.parquet").exists()


def test_a_dangling_link_leads_to_the_newest_whole_publication(home: Home) -> None:
    published(home, "second")
    published(home, "third")
    (home.publications / "third" / "points.parquet").write_bytes(b"spoiled")
    home.published.unlink()
    home.published.symlink_to("publications/gone")
    assert "second" in cured(home, "`published` leads nowhere").remedy
    assert home.published.readlink() == Path("publications/second")


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_spoiled_warehouse_is_moved_aside(home: Home, content: bytes | None) -> None:
    whole = home.warehouse.read_bytes()
    spoiled = whole[:5_000] if content is None else content
    home.warehouse.write_bytes(spoiled)
    cured(home, "the warehouse cannot be opened")
    assert not home.warehouse.exists()
    assert (home.root / "warehouse.duckdb.spoiled").read_bytes() == spoiled


@pytest.mark.parametrize("bound", [{"schema_version": 99}, [], {}, None])
def test_a_home_of_another_version_is_left_alone(home: Home, bound: object) -> None:
    write_json(home.root / "home.json", bound)
    (home.root / ".left.new").touch()
    (told,) = examine(home)
    assert (told.where, told.is_curable) == (str(home.root / "home.json"), False)
    assert cure(home, [told]) == []
    assert (home.root / ".left.new").exists()


def test_where_there_is_no_home_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(LoyaltyError, match="there is no home"):
        examine(Home(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
