"""A dbt that outlived its run is killed, and no other is."""

import time
from pathlib import Path

import duckdb

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.doctor.examine import cure, examine
from loyalty_pipeline.home.layout import Home
from tests.home.doctor.processes import killed, started

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


def test_an_orphaned_dbt_is_killed_and_one_with_a_parent_is_not(
    home: Home, tmp_path: Path
) -> None:
    script = tmp_path / "loyalty-dbt"
    script.write_text(CHILD.format(str(Build(home).warehouse)))
    parent, child = started(PARENT, script, LOYALTY_HOME=str(home.root))
    (busy,) = examine(home)
    assert "the tables are open elsewhere" in busy.what
    killed(parent)
    orphan, busy = examine(home)
    assert f"dbt works on as process {child}" in orphan.what
    assert not busy.is_repairable
    cure(home, [orphan, busy])
    while Path(f"/proc/{child}/exe").exists():
        time.sleep(0.1)
    assert examine(home) == []
    assert duckdb.connect(str(Build(home).warehouse)).execute(
        "select 1"
    ).fetchall() == [(1,)]
