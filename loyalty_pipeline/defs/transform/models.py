"""The dbt models as assets, their tests as checks: scores, tiers, points, benefits."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from loyalty_pipeline import warehouse
from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.home import Home
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.settings import Settings

_GROUPS = {"staging": "g3_facts", "intermediate": "g4_engine", "marts": "g5_marts"}


class Translator(DagsterDbtTranslator):
    """Names dbt's nodes as the graph does: by layer, with the lake as source."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """`lake/orders` and `rules/tiers` for sources, `marts/members` for models."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey(
                [dbt_resource_props["source_name"], dbt_resource_props["name"]]
            )
        return dg.AssetKey([dbt_resource_props["fqn"][1], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer, numbered in the order of the pipeline."""
        return _GROUPS.get(dbt_resource_props["fqn"][1])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Everything has the same owners."""
        return ["team:loyalty"]


@dg.definitions
def models() -> dg.Definitions:
    """The dbt project, parsed for this home's programme."""
    settings = Settings()
    home = Home(settings.home)
    programme = load(rule_file(settings.programme))
    manifest = warehouse.prepare(home, programme, os.environ)

    @dbt_assets(
        manifest=json.loads(manifest.read_bytes()),
        dagster_dbt_translator=Translator(),
        name="dbt_models",
        exclude="resource_type:unit_test",
    )
    def dbt_models(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, workplace: Workplace
    ) -> Iterator[Any]:
        arguments = warehouse.arguments(workplace.programme)
        yield from dbt.cli(
            ["build", *arguments], context=context, target_path=home.dbt_target
        ).stream()

    return dg.Definitions(assets=[dbt_models])
