"""What the command line prints: for a terminal, for a pipe, or for a machine."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.run.progress import LINES, say

if TYPE_CHECKING:
    from rich.console import Console as RichConsole


class _Lines(logging.Handler):
    """Prints lines."""

    def __init__(self, console: "RichConsole") -> None:
        super().__init__(logging.INFO)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Print a line."""
        line = record.getMessage()
        self._console.print(line, soft_wrap=True, markup=False)


class _Bar(logging.Handler):
    """Shows on a terminal what goes on now, how much of it is done, for how long."""

    def __init__(self, console: "RichConsole") -> None:
        super().__init__(logging.DEBUG)
        from rich import progress

        self.bar = progress.Progress(
            progress.SpinnerColumn(),
            progress.TextColumn("{task.description}", markup=False),
            progress.BarColumn(20),
            progress.TextColumn("{task.fields[count]}"),
            progress.TimeElapsedColumn(),
            console=console,
            transient=True,
            redirect_stdout=False,  # what others print goes to the run's log
            redirect_stderr=False,
        )
        self._task = self.bar.add_task("starting", total=None, count="")

    def emit(self, record: logging.LogRecord) -> None:
        """Show what the record is about."""
        done, total = getattr(record, "done", 0), getattr(record, "total", None)
        self.bar.update(
            self._task,
            description=record.getMessage(),
            completed=done,
            total=total,
            count=f"{done} of {total}" if total else "",
        )


@contextmanager
def _heard(handler: logging.Handler) -> Iterator[None]:
    LINES.addHandler(handler)
    try:
        yield
    finally:
        LINES.removeHandler(handler)


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
        LINES.propagate = False
        LINES.setLevel(logging.DEBUG if self.rich.is_terminal else logging.INFO)
        with ExitStack() as stack:
            if self.rich.is_terminal:
                bar = _Bar(self.rich)
                stack.enter_context(bar.bar)
                stack.enter_context(_heard(bar))
            stack.enter_context(_heard(_Lines(self.rich)))
            yield say


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
