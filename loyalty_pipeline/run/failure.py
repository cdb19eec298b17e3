"""Why a run failed: the checks that found something, the models that broke."""

import json
import re
from typing import TYPE_CHECKING, Any

from loyalty_pipeline.errors import RunFailedError
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.context import RunContext

if TYPE_CHECKING:
    import dagster as dg

# How dagster-dbt goes on after the command, and dbt where an error is not its own.
_DBT_ERRORS = "Errors parsed from dbt logs:"
_TRACE = "Traceback (most recent call last):"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def failure_of(
    context: RunContext, result: "dg.ExecuteInProcessResult"
) -> RunFailedError:
    """The error that says why a run failed, where, and what to do."""
    build = context.build
    reasons = [*_failed_checks(build, result), *_failed_models(build, result)]
    if not reasons:
        reasons = list(_failed_steps(result))
    return RunFailedError(
        f"the run was stopped and {_published(result)}\n  - " + "\n  - ".join(reasons),
        _where(context.home),
        f"{_remedy(context.home)}; readers still see the previous publication",
    )


def _published(result: "dg.ExecuteInProcessResult") -> str:
    """What is true of the publication: a destination comes after its files."""
    done = {e.step_key for e in result.all_events if e.is_step_success}
    if "publication" in done:
        return "what is published stands in files alone"
    return "nothing was published"


def _where(home: Home) -> str:
    """Where more is told: of a held day on the quality page, too."""
    log = f"{home.log} has every line of the run"
    if not _held(home):
        return log
    return f"{home.quality_page} has every promise, day by day; {log}"


def _remedy(home: Home) -> str:
    """What to do: about the first day that is held, if any is."""
    # Here, since an idle run loads no database.
    from loyalty_pipeline.guard.settling import what_to_do

    held = _held(home)
    return what_to_do(home, held[0]) if held else "mend the cause and run again"


def _held(home: Home) -> list[str]:
    """The landing days that are held, oldest first."""
    from loyalty_pipeline.guard.held_days import held_days

    return [each["day"] for each in held_days(home) if not each["released"]]


def _failed_checks(build: Build, result: "dg.ExecuteInProcessResult") -> list[str]:
    return [
        _finding(build, evaluation)
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed
    ]


def _finding(build: Build, evaluation: Any) -> str:
    check = f"{'/'.join(evaluation.asset_key.path)} {evaluation.check_name}"
    findings = evaluation.metadata.get("findings")
    if findings is not None:
        return f"{check}: {findings.value}"
    broken = evaluation.metadata.get("dagster_dbt/failed_row_count")
    rows = f"{broken.value:,} rows break it" if broken else "it does not hold"
    return (
        f"{check}: {rows}; to see them:"
        f" duckdb {build.warehouse} \"attach '{build.marts}';"
        f' from truths.{evaluation.check_name}"'
    )


def _failed_models(build: Build, result: "dg.ExecuteInProcessResult") -> list[str]:
    """Models that dbt could not build, with the database's words."""
    if not any(
        e.is_step_failure and e.step_key == "dbt_models" for e in result.all_events
    ):
        return []
    file = build.dbt_target / "run_results.json"
    if not file.exists():
        return []
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    return [
        f"{found['unique_id'].split('.')[-1]}: {' '.join(found['message'].split())}"
        for found in results
        if found["status"] == "error"
    ]


def _failed_steps(result: "dg.ExecuteInProcessResult") -> list[str]:
    return [
        f"{event.step_key}: {_root_cause(event.step_failure_data.error)}"
        for event in result.all_events
        if event.is_step_failure
    ]


def _root_cause(error: Any) -> str:
    while error is not None and error.cause is not None:
        error = error.cause
    return "unknown" if error is None else _told(str(error.message))


def _told(message: str) -> str:
    """A message without what only the log is for: dbt's command, colours, traces."""
    errors = message.split(_DBT_ERRORS)[-1].split(_TRACE)[0]
    return _COLOUR.sub("", errors).strip()
