"""What the command line imports: help and an idle run load no heavy library."""

import os
import subprocess
import sys

import pytest

from loyalty_pipeline.cli.main import main
from loyalty_pipeline.home.layout import Home
from tests.support.shop import Shop

HEAVY = (
    "duckdb",
    "dagster",
    "pandas",
    "sqlalchemy",
    "great_expectations",
    "dbt",
    "dlt",
    "pyarrow",
)
PROBE = f"""
import sys
from loyalty_pipeline.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print("loaded:", *sorted(set({HEAVY!r}) & sys.modules.keys()), file=sys.stderr)
"""


def _ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process that says at its end what it has loaded."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith("LOYALTY_")}
    return subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["", *sorted(main.commands)])
def test_help_loads_no_heavy_library(command: str) -> None:
    ran = _ran(*command.split(), "--help")
    assert ran.returncode == 0, ran.stderr
    assert "Usage:" in ran.stdout
    assert ran.stderr.splitlines()[-1].split() == ["loaded:"]


def test_an_idle_run_loads_no_heavy_library(shop: Shop, uninterrupted: Home) -> None:
    ran = _ran(*shop.arguments(uninterrupted))
    assert ran.returncode == 0, ran.stderr
    assert "nothing is new" in ran.stdout
    assert ran.stderr.splitlines()[-1].split() == ["loaded:"]
