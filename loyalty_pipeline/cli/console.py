"""What the command line prints: for a terminal, for a pipe, or for a machine."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.run.progress import LINES, say

if TYPE_CHECKING:
    from rich.console import Console as RichConsole


class _Lines(logging.Handler):
    """Prints lines, and keeps the last one in sight on a terminal."""

    def __init__(self, console: "RichConsole") -> None:
        super().__init__(logging.INFO)
        self._console = console
        self.status = console.status("starting")  # shows itself on terminals only

    def emit(self, record: logging.LogRecord) -> None:
        """Print a line."""
        line = record.getMessage()
        self._console.print(line, soft_wrap=True, markup=False)
        self.status.update(line)


class Console:
    """Prints progress and reports; with `as_json`, one JSON object at the end."""

    def __init__(self, as_json: bool = False) -> None:
        # Progress of a run that a machine reads is for the person beside it. The stream
        # is taken now: while a run works, what others print goes to its log.
        stream = sys.stderr if as_json else sys.stdout
        from rich.console import Console as RichConsole

        self.rich = RichConsole(file=stream, highlight=False)

    @contextmanager
    def following(self) -> Iterator[Callable[[str], None]]:
        """Print the run's lines as they come; on a terminal, with what goes on now."""
        handler = _Lines(self.rich)
        LINES.addHandler(handler)
        LINES.setLevel(logging.INFO)
        LINES.propagate = False
        try:
            with handler.status:
                yield say
        finally:
            LINES.removeHandler(handler)


def fail(error: LoyaltyError, as_json: bool) -> None:
    """Print an error: what, where and what to do."""
    if not as_json:
        print(f"error: {error}", file=sys.stderr)
        return
    answer(
        {
            "error": {
                "what": error.what,
                "where": error.where,
                "to_do": error.remedy,
                "exit_code": error.exit_code,
            }
        }
    )


def answer(value: dict[str, object]) -> None:
    """Print the one JSON object that a machine reads."""
    print(json.dumps(value, indent=2, ensure_ascii=False))
