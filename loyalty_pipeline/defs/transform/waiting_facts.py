"""The check that a build does not hold back most of what has landed."""

from collections.abc import Mapping

import dagster as dg

from loyalty_pipeline.defs import quality_page
from loyalty_pipeline.guard import held_days, unjudged
from loyalty_pipeline.guard.held_days import FeedDay
from loyalty_pipeline.guard.settling import release_command
from loyalty_pipeline.guard.waiting_examples import with_examples
from loyalty_pipeline.guard.waiting_facts import (
    Waiting,
    told,
    too_many,
    waiting_facts,
)
from loyalty_pipeline.run.context import RunContext
from loyalty_pipeline.run.progress import say

_LINES = 10


@dg.asset_check(
    asset=["marts", "held_back"],
    name="few_facts_wait",
    blocking=True,
    description="Most facts that have landed since the last run name what is known.",
)
def few_facts_wait(
    context: dg.AssetCheckExecutionContext, run: dg.ResourceParam[RunContext]
) -> dg.AssetCheckResult:
    """Warn where many of the new facts wait; hold their day where most do."""
    new = unjudged.unjudged(run.home)  # of this run, and of one that died before this
    judged = sorted({*new, *held_days.waiting_days(run.home)})
    found = waiting_facts(run.build, judged)
    loud = told(found)
    for each in loud[:_LINES]:
        say(f"WARNING  held back: {with_examples(run.build, each)}")
    for each in loud:
        context.log.warning(f"held back: {each}")
    holding = _findings(too_many(found, run.setup.settings.waiting_share))
    passes = held_days.judge_waiting(run.home, judged, holding)
    if run.build.past_day is None:  # which knows nothing of what happened later
        unjudged.forget(run.home)
    if not passes:
        quality_page.write_held(run)
    severe = dg.AssetCheckSeverity.ERROR if not passes else dg.AssetCheckSeverity.WARN
    held = [finding for findings in holding.values() for finding in findings]
    return dg.AssetCheckResult(
        passed=passes,
        severity=severe,
        metadata={
            "findings": "none" if passes else "\n".join([*held, _to_do(run, holding)]),
            "released": "\n".join(held) if passes and held else "none",
            "warnings": "\n".join(map(str, loud)) or "none",
            "quality": quality_page.link(run.home.quality_page),
        },
    )


def _to_do(run: RunContext, holding: Mapping[FeedDay, list[str]]) -> str:
    """How the first of the held days is settled."""
    _, day = min(holding)
    return (
        "land what they name, or the day again with the same spelling, and run again;"
        f" or let them wait: {release_command(run.home, str(day))}"
    )


def _findings(found: list[Waiting]) -> dict[FeedDay, list[str]]:
    findings: dict[FeedDay, list[str]] = {}
    for each in found:
        finding = f"{each}: they count nowhere, and wait in held_back"
        findings.setdefault((each.feed, each.days[0]), []).append(finding)
    return findings
