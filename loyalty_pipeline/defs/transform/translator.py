"""How dbt's nodes are named in the asset graph."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator

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
