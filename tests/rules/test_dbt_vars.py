"""What dbt is told of a programme's structure: its metrics with their measures."""

from pathlib import Path
from typing import get_args

import yaml

from loyalty_pipeline.dbt.project import PROJECT
from loyalty_pipeline.rules.dbt_vars import structure
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model.measures import MEASURES, MeasureName
from tests.rules.rule_files import loaded, put


def test_the_projects_defaults_are_the_structure_of_the_retail_programme() -> None:
    project = (PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(project)["vars"] == structure(load(rule_file("retail")))


def test_every_measure_that_a_rule_file_may_name_is_described() -> None:
    assert get_args(MeasureName) == tuple(MEASURES)


def test_a_natural_unit_is_one_raw_unit_or_a_hundred() -> None:
    assert {measure.raw_units for measure in MEASURES.values()} == {1, 100}


def test_every_metric_is_sent_with_what_its_measure_keeps(tmp_path: Path) -> None:
    changes = [
        put(
            f"versions.{v}.metrics.2",
            {"code": "worth", "measure": "event_value"}
            | {"kinds": ["study"], "weight": 0.1, "target": 1},
        )
        for v in (0, 1)
    ]
    metrics = structure(loaded(tmp_path, *changes))["metrics"]
    assert isinstance(metrics, list)
    assert metrics[2] == {
        "code": "worth",
        "measure": "event_value",
        "kinds": ["study"],
        "out_of": [],
        "raw_units": 100,
        "has_denominator": False,
        "leaves_less_returns": False,
    }
