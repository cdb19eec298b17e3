"""A home belongs to one programme and landing, and to one run at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.binding import bind
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.home.lock import locked

RUN = """
import sys
from pathlib import Path
import os
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.home.lock import locked
def say(whom):
    print("waits for", whom, flush=True)
with locked(Home(Path(sys.argv[1])), say) as lock:
    lock.sign(f"process {os.getpid()}")
    print("holds", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    root = tmp_path / "home"
    root.mkdir()
    return Home(root)


def started(home: Home) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line(run: subprocess.Popen[str]) -> str:
    assert run.stdout is not None
    return run.stdout.readline().strip()


def test_a_home_is_bound_again_to_its_own(home: Home) -> None:
    bind(home, "retail", home.root / "landing")
    before = (home.root / "home.json").read_bytes()
    bind(home, "retail", home.root / "landing")
    assert (home.root / "home.json").read_bytes() == before


def test_another_programme_is_refused_in_words(home: Home) -> None:
    bind(home, "retail", home.root / "landing")
    with pytest.raises(LoyaltyError) as refused:
        bind(home, "finance", home.root / "landing")
    assert refused.value.what == "this home's programme is retail, not finance"
    assert refused.value.where == str(home.root / "home.json")
    assert refused.value.exit_code == 2


def test_another_landing_is_refused_in_words(home: Home, tmp_path: Path) -> None:
    bind(home, "retail", home.root / "landing")
    with pytest.raises(LoyaltyError, match="this home's landing is") as refused:
        bind(home, "retail", tmp_path / "other")
    assert str(tmp_path / "other") in refused.value.what
    bind(home, "retail", home.root / "landing")


def test_a_home_below_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "home")
    with pytest.raises(LoyaltyError, match="the home cannot be written"):
        bind(home, "retail", home.root / "landing")


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_spoiled_binding_is_refused_in_words(home: Home, content: str) -> None:
    (home.root / "home.json").write_text(content, encoding="utf-8")
    with pytest.raises(LoyaltyError) as refused:
        bind(home, "retail", home.root / "landing")
    assert refused.value.where == str(home.root / "home.json")


def test_a_second_run_waits_and_says_for_whom(home: Home) -> None:
    with started(home) as first:
        assert line(first) == "holds"
        with started(home) as second:
            assert line(second) == f"waits for process {first.pid}"
            assert second.poll() is None
            first.communicate("done\n")
            assert line(second) == "holds"
            second.communicate("done\n")


def test_a_killed_run_frees_the_home(home: Home) -> None:
    with started(home) as first:
        assert line(first) == "holds"
        with started(home) as second:
            assert line(second).startswith("waits for")
            os.kill(first.pid, signal.SIGKILL)
            assert line(second) == "holds"
            second.communicate("done\n")


def test_a_run_that_fails_frees_the_home(home: Home) -> None:
    waited: list[str] = []
    with pytest.raises(ZeroDivisionError), locked(home, waited.append):
        raise ZeroDivisionError
    with locked(home, waited.append):
        pass
    assert waited == []
