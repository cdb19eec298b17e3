"""On a terminal a bar shows what goes on now; elsewhere there are lines alone."""

import os
import pty
import subprocess
import sys

from tests.support.cli import REPOSITORY

_RUN = """
from loyalty_pipeline.cli.console import Console
from loyalty_pipeline.run.progress import now, say
with Console().following():
    say("read     orders: 3 rows of 1 day")
    for done in range(1, 58):
        now("build: int_[lots]", done, 121)
    import time
    time.sleep(0.3)
"""


def _on_a_terminal() -> str:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-c", _RUN]
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=follower, stderr=follower
    ):
        os.close(follower)
        seen = b""
        try:
            while chunk := os.read(leader, 1 << 16):
                seen += chunk
        except OSError:  # the other end is closed
            pass
    os.close(leader)
    return seen.decode()


def test_on_a_terminal_a_bar_shows_what_is_built_now_and_how_much_is_done() -> None:
    seen = _on_a_terminal()
    assert "read     orders: 3 rows of 1 day" in seen
    assert "build: int_[lots]" in seen
    assert "57 of 121" in seen


def test_in_a_pipe_there_are_lines_alone() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _RUN],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "read     orders: 3 rows of 1 day\n"
    assert ran.stderr == ""
