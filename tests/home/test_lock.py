"""A home is worked in by one run at a time; the others wait and say for whom."""

import os
import signal
import subprocess
import sys

import pytest

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
