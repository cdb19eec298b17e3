"""A home is judged only where it is there, at rest and of this version."""

from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.doctor.examine import cure, examine
from loyalty_pipeline.home.layout import Home
from tests.home.doctor.processes import cured, killed, started

HOLDER = """
import sys, time
from pathlib import Path
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.home.lock import locked
with locked(Home(Path(sys.argv[1])), print) as lock:
    lock.sign("the run r1")
    print("ready", flush=True)
    time.sleep(600)
"""


def test_a_sound_home_has_no_problem(home: Home) -> None:
    assert examine(home) == []


def test_a_home_in_use_is_named_and_not_cured(home: Home) -> None:
    (home.root / ".left.new").touch()
    left = examine(home)
    pid, _ = started(HOLDER, home.root)
    (busy,) = examine(home)
    assert (busy.what, busy.is_repairable) == ("the run r1 works in this home", False)
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


@pytest.mark.parametrize("bound", [{"schema_version": 99}, [], {}, None])
def test_a_home_of_another_version_is_left_alone(home: Home, bound: object) -> None:
    write_json(home.root / "home.json", bound)
    (home.root / ".left.new").touch()
    (told,) = examine(home)
    assert (told.where, told.is_repairable) == (str(home.root / "home.json"), False)
    assert cure(home, [told]) == []
    assert (home.root / ".left.new").exists()


def test_where_there_is_no_home_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(LoyaltyError, match="there is no home"):
        examine(Home(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
