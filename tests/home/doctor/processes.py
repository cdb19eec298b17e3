"""What the tests of the doctor do to a home and to the processes in it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from loyalty_pipeline.home.doctor.examine import Problem, cure, examine
from loyalty_pipeline.home.layout import Home


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


def cured(home: Home, what: str) -> Problem:
    """Cure the one problem there is, which says `what`; none is left after it."""
    (problem,) = examine(home)
    assert what in problem.what
    assert cure(home, [problem]) == [problem]
    assert examine(home) == []
    return problem
