"""The dbt models as assets, their tests as checks: scores, tiers, points, benefits."""

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets

from loyalty_pipeline import warehouse
from loyalty_pipeline.defs.faults import faults
from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.defs.transform.translator import Translator
from loyalty_pipeline.home import Home
from loyalty_pipeline.publishing import former, member_keys
from loyalty_pipeline.publishing.standing import inputs_hash, stands
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.settings import Settings


@dg.definitions
def models() -> dg.Definitions:
    """The dbt project, parsed for this home's programme."""
    settings = Settings()
    programme = load(rule_file(settings.programme))
    manifest = warehouse.prepare(Home(settings.home), programme, os.environ)

    @dbt_assets(
        manifest=json.loads(manifest.read_bytes()),
        dagster_dbt_translator=Translator(),
        name="dbt_models",
        exclude="resource_type:unit_test",
    )
    def dbt_models(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, workplace: Workplace
    ) -> Iterator[Any]:
        home = workplace.home
        inputs = inputs_hash(home, workplace.programme, workplace.day)
        if stands(home, inputs) and not workplace.order.full_refresh:
            context.log.info("nothing is new: the publication stands")
            return
        former.lay_out(home)
        member_keys.lay_out(home)
        os.environ.update(warehouse.environment(home))
        # Unit tests are the rule book: they say nothing about this run's rows.
        arguments = ["build", "--exclude-resource-type", "unit_test"]
        arguments += warehouse.arguments(workplace.programme)
        built = dbt.cli(arguments, context=context, target_path=home.dbt_target)
        with faults(context):
            yield from _counted(home, built.stream())
            member_keys.keep(home)

    return dg.Definitions(assets=[dbt_models])


def _counted(home: Home, events: Iterable[Any]) -> Iterator[Any]:
    """The events of a build, the tables' among them with their rows at its end.

    While dbt builds it alone may open the warehouse.
    """
    outputs = []
    for event in events:
        if isinstance(event, dg.Output):
            outputs.append(event)
        else:
            yield event
    rows = warehouse.row_counts(home)
    for output in outputs:
        counted = rows.get(str(output.metadata["unique_id"].value).split(".")[-1])
        known = {} if counted is None else {"dagster/row_count": counted}
        yield output.with_metadata({**output.metadata, **known})
