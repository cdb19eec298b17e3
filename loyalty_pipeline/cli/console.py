"""How the command line speaks: to a terminal, to a pipe, or to a machine."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.run.progress import LINES


class _Lines(logging.Handler):
    """Prints lines, and keeps the last one in sight on a terminal."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.INFO)
        self._console = console
        self.status = console.status("starting")  # shows itself on terminals only

    def emit(self, record: logging.LogRecord) -> None:
        """Print a line."""
        line = record.getMessage()
        self._console.print(line, soft_wrap=True, markup=False)
        self.status.update(line)


class Voice:
    """Says progress, reports and errors; with `as_json`, one JSON object at the end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        # Progress of a run that a machine reads is for the person beside it. The stream
        # is taken now: while a run works, what others print goes to its log.
        stream = sys.stderr if as_json else sys.stdout
        self.console = Console(file=stream, highlight=False)

    @contextmanager
    def following(self) -> Iterator[None]:
        """Print the run's lines as they come; on a terminal, with what goes on now."""
        handler = _Lines(self.console)
        LINES.addHandler(handler)
        LINES.setLevel(logging.INFO)
        LINES.propagate = False
        try:
            with handler.status:
                yield
        finally:
            LINES.removeHandler(handler)

    def fail(self, error: LoyaltyError) -> None:
        """Say an error: what, where and what to do."""
        if not self.as_json:
            print(f"error: {error}", file=sys.stderr)
            return
        self.answer(
            {
                "error": {
                    "what": error.what,
                    "where": error.where,
                    "to_do": error.remedy,
                    "exit_code": error.exit_code,
                }
            }
        )

    def answer(self, value: dict[str, object]) -> None:
        """Print the one JSON object that a machine reads."""
        print(json.dumps(value, indent=2, ensure_ascii=False))
