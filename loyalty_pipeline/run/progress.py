"""What a person reads while a run goes on: one line an event worth a line."""

import logging
from collections.abc import Mapping
from typing import Any

# The command line gives this logger a handler; elsewhere nobody listens.
LINES = logging.getLogger("loyalty.progress")
_WARNINGS = 5  # of a check that are worth a line each


def say(line: str) -> None:
    """Tell whoever follows."""
    LINES.info(line)


def now(what: str, done: int = 0, total: int | None = None) -> None:
    """Tell who watches a terminal what goes on now, and how much of it is done."""
    LINES.debug(what, extra={"done": done, "total": total})


def say_waiting(holder: str) -> None:
    """Tell whoever follows for whom a run waits."""
    say(f"wait     for {holder}, which runs over this home")


class ProgressHandler(logging.Handler):
    """Turns the records of a Dagster run into lines of `LINES`."""

    rows = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Say the record's line, if it has one."""
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None:
            return
        self._show(event)
        line = _line(event)
        if line is not None:
            say(line)

    def _show(self, event: Any) -> None:
        """Show what begins, with the rows that were read until now."""
        if event.event_type_value == "ASSET_MATERIALIZATION":
            counted = event.materialization.metadata.get("dagster/row_count")
            if counted and event.materialization.asset_key.path[0] == "staged":
                self.rows += counted.value
        if event.event_type_value == "STEP_START":
            step = event.step_key.replace("__", " ")
            read = f" ({self.rows:,} rows read)" if self.rows else ""
            now(f"{step}{read}")


def _line(event: Any) -> str | None:
    if event.event_type_value == "STEP_START" and event.step_key == "dbt_models":
        return "build    scores, tiers, points and benefits"
    if event.event_type_value == "ASSET_CHECK_EVALUATION":
        return _check(event.asset_check_evaluation_data)
    if event.event_type_value == "ASSET_MATERIALIZATION":
        return _materialized(event.materialization)
    return None


def _check(evaluation: Any) -> str | None:
    lines = _warnings(evaluation)
    if not evaluation.passed:
        what = f"{evaluation.check_name} on {evaluation.asset_key.path[-1]}"
        lines = [f"STOPPED  by {what}", *lines]
    return "\n".join(lines) or None


def _warnings(evaluation: Any) -> list[str]:
    """What a check warns of: the newest few, since a history may have hundreds."""
    said = evaluation.metadata.get("warnings")
    found = said.value.split("\n") if said and said.value != "none" else []
    lines = [f"warning  {finding}" for finding in found[-_WARNINGS:]]
    more = len(found) - len(lines)
    return [f"warning  {more:,} more before these", *lines] if more else lines


def _materialized(asset: Any) -> str | None:
    stage, *rest = asset.asset_key.path
    numbers = {name: value.value for name, value in asset.metadata.items()}
    if stage == "staged" and (numbers.get("days") or numbers.get("still written to")):
        days = "1 day" if numbers["days"] == 1 else f"{numbers['days']} days"
        counted = (
            f"{numbers['dagster/row_count']:,} rows of {days},"
            f" {numbers['quarantined']:,} quarantined"
        )
        missed = numbers["left out"]
        left_out = f"; bad values left out: {missed}" if missed else ""
        gone = f"; without {numbers['gone']}, gone" if numbers["gone"] else ""
        ignored = numbers["ignored"]
        warned = f"; columns that no feed has: {ignored}" if ignored else ""
        line = f"read     {rest[0]}: {counted}{left_out}{gone}{warned}"
        return line + _left_open(rest[0], numbers)
    if stage == "lake" and numbers.get("days"):
        return f"promote  {rest[0]}{_superseded(numbers)}"
    if stage == "published" and rest == ["members"]:
        return f"publish  as of {numbers['as_of']}"
    return None


def _superseded(numbers: Mapping[str, Any]) -> str:
    """What is said of rows that do not count; nothing where all do."""
    rows = numbers.get("superseded")
    if not rows:
        return ""
    are = "1 row is" if rows == 1 else f"{rows:,} rows are"
    return (
        f": {are} superseded, older than what is known of the key or repeated"
        f" ({numbers['superseded_in']})"
        + _by_local_times(numbers.get("superseded by local times"))
    )


def _by_local_times(rows: int | None) -> str:
    """The doubt about rows that lost to what landed before them; nothing where none."""
    if not rows:
        return ""
    landed = "1 of them landed" if rows == 1 else f"{rows:,} of them landed"
    return (
        f"\n         {landed} after the row that holds, whose file has instants without"
        " an offset, read as UTC: if these are local times, the newer row has lost;"
        " declare `timezone` in landing.yaml"
    )


def _left_open(feed: str, numbers: dict[str, Any]) -> str:
    """What a person may want to settle: instants of no zone, files that still grow."""
    naive = numbers.get("read as UTC for want of an offset")
    instants = "1 instant" if naive == 1 else f"{naive:,} instants" if naive else ""
    said = (
        f"\n         {feed}: {instants} without an offset were read as UTC;"
        " declare `timezone` in landing.yaml if they are not"
        if naive
        else ""
    )
    growing = numbers.get("still written to")
    left = f"\n         left for the next run, still written to: {growing}"
    return said + (left if growing else "")
