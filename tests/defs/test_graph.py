"""The asset graph: exactly these assets, checks and groups, in this order."""

import os
from collections.abc import Iterator

import dagster as dg
import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from tests.support.cli import REPOSITORY


@pytest.fixture(scope="module")
def graph(demo_home: Home) -> Iterator[dg.Definitions]:
    """The definitions, loaded for the demonstration's home."""
    before = dict(os.environ)
    os.environ["LOYALTY_HOME"] = str(demo_home.root)
    os.environ["LOYALTY_PROGRAMME"] = "complete_journey"
    from loyalty_pipeline.definitions import defs

    yield defs()
    os.environ.clear()
    os.environ.update(before)


def _keys(graph: dg.Definitions, group: str) -> set[str]:
    return {
        spec.key.to_user_string()
        for spec in graph.resolve_all_asset_specs()
        if spec.group_name == group
    }


def test_the_groups_are_the_stages_in_order(graph: dg.Definitions) -> None:
    groups = {spec.group_name for spec in graph.resolve_all_asset_specs()}
    assert sorted(str(group) for group in groups) == [
        "g0_landing",
        "g1_staged",
        "g2_lake",
        "g3_facts",
        "g4_engine",
        "g5_marts",
        "g6_published",
    ]


def test_every_feed_is_staged_and_then_in_the_lake(graph: dg.Definitions) -> None:
    assert _keys(graph, "g1_staged") == {f"staged/{name}" for name in FEEDS}
    lake = {key for key in _keys(graph, "g2_lake") if key.startswith("lake/")}
    assert lake == {
        "lake/landed_files",
        "lake/quarantine",
        *(f"lake/{name}" for name in FEEDS),
    }


def test_nothing_but_the_landing_is_partitioned(graph: dg.Definitions) -> None:
    # Of an asset with partitions Dagster writes an event for each day that is read.
    partitioned = {
        spec.key.to_user_string()
        for spec in graph.resolve_all_asset_specs()
        if spec.partitions_def
    }
    assert partitioned == {"landing"}


def test_the_job_takes_everything_but_the_landing(graph: dg.Definitions) -> None:
    every = {spec.key for spec in graph.resolve_all_asset_specs()}
    job = graph.resolve_job_def("refresh").asset_layer.executable_asset_keys
    left_out = {key.path[0] for key in every - set(job)}
    assert left_out == {"landing", "landed", "keys", "previous"}


def test_every_mart_is_published(graph: dg.Definitions) -> None:
    models = REPOSITORY / "dbt_project/models/marts"
    files = {file.stem for file in models.rglob("*.sql")}
    assert set(CATALOGUE) == files
    assert _keys(graph, "g5_marts") == {f"marts/{name}" for name in files}
    assert _keys(graph, "g6_published") == {f"published/{name}" for name in files}


def test_every_model_is_an_asset(graph: dg.Definitions) -> None:
    models = {file.stem for file in (REPOSITORY / "dbt_project/models").rglob("*.sql")}
    built = (_keys(graph, group) for group in ("g3_facts", "g4_engine", "g5_marts"))
    assert {key.split("/")[-1] for keys in built for key in keys} == models


def test_every_truth_is_a_blocking_check(graph: dg.Definitions) -> None:
    checks = {
        key.name: graph.resolve_asset_graph().get(key).blocking
        for key in graph.resolve_asset_graph().asset_check_keys
    }
    truths = {file.stem for file in (REPOSITORY / "dbt_project/tests").glob("*.sql")}
    guards = {
        "few_rows_are_quarantined",
        "keeps_its_expectations",
        "few_facts_wait",
    }
    assert (truths | guards) <= checks.keys()
    assert all(checks[name] for name in guards)


def test_everything_is_described_and_owned(graph: dg.Definitions) -> None:
    for spec in graph.resolve_all_asset_specs():
        assert spec.description, spec.key
        assert spec.owners, spec.key
