"""The dbt models as assets, their tests as checks: scores, tiers, points, benefits."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from loyalty_pipeline.dbt import member_keys
from loyalty_pipeline.dbt.project import (
    arguments,
    environment,
    forget_tables,
    prepare,
    row_counts,
)
from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.defs.transform.dbt_command import DbtCommand
from loyalty_pipeline.defs.transform.translator import Translator
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing import previous
from loyalty_pipeline.run.context import RunContext, current_setup
from loyalty_pipeline.run.progress import now


@dg.definitions
def models() -> dg.Definitions:
    """The dbt project, parsed for this home's programme."""
    setup = current_setup()
    manifest = json.loads(prepare(setup.home, setup.programme, os.environ).read_bytes())
    kinds = Counter(node["resource_type"] for node in manifest["nodes"].values())
    total = kinds["model"] + kinds["test"]

    @dbt_assets(
        manifest=manifest,
        dagster_dbt_translator=Translator(),
        name="dbt_models",
        exclude="resource_type:unit_test",
    )
    def dbt_models(
        context: dg.AssetExecutionContext,
        dbt: DbtCommand,
        run: dg.ResourceParam[RunContext],
    ) -> Iterator[Any]:
        for error in run.failed_sources:  # where its own asset was not asked for
            raise dg.Failure(str(error), allow_retries=False)
        if run.has_nothing_to_do:
            context.log.info("nothing is new: the publication stands")
            return
        previous.lay_out(run.build)
        member_keys.lay_out(run.home)
        if not context.is_subset:
            forget_tables(run.build)
        os.environ.update(environment(run.build))  # which dbt, a child, is given
        # Unit tests are the rule book: they say nothing about this run's rows.
        command = ["build", "--exclude-resource-type", "unit_test"]
        command += arguments(run.programme)
        built = dbt.cli(command, context=context, target_path=run.build.dbt_target)
        with retrying(context):
            yield from _counted(run.build, _shown(built.stream(), total))
            member_keys.keep(run.build)

    return dg.Definitions(assets=[dbt_models])


def _shown(events: Iterable[Any], total: int) -> Iterator[Any]:
    """The events of a build, each shown to who watches as one more that is done."""
    for done, event in enumerate(events, start=1):
        name = getattr(event, "output_name", None) or getattr(event, "check_name", "")
        now(f"build: {name}", done, total)
        yield event


def _counted(build: Build, events: Iterable[Any]) -> Iterator[Any]:
    """The events of a build, the tables' among them with their rows at its end.

    While dbt builds it alone may open the warehouse.
    """
    outputs = []
    for event in events:
        if isinstance(event, dg.Output):
            outputs.append(event)
        else:
            yield event
    rows = row_counts(build)
    for output in outputs:
        counted = rows.get(str(output.metadata["unique_id"].value).split(".")[-1])
        known = {} if counted is None else {"dagster/row_count": counted}
        yield output.with_metadata({**output.metadata, **known})
