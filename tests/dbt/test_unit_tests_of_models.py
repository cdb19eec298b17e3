"""The rule book: dbt's unit tests, each named by the rule it shows."""

import os
import subprocess

from loyalty_pipeline.dbt import project
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home


def test_every_unit_test_of_the_models_passes(demo_home: Home) -> None:
    ran = subprocess.run(
        [project.DBT, "--no-use-colors", "test", "--select", "test_type:unit"],
        cwd=project.PROJECT,
        env={**os.environ, **project.environment(Build(demo_home))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert "ERROR=0" in ran.stdout
    assert "PASS=0" not in ran.stdout
