"""`dbt parse` from nothing, with every deprecation an error."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from loyalty_pipeline.dbt import project
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home


def main() -> int:
    """Parse the project in a folder of its own; the exit code is dbt's."""
    with tempfile.TemporaryDirectory() as folder:
        parsed = subprocess.run(
            [
                *(project.DBT, "--no-use-colors", "--quiet", "parse"),
                *("--no-partial-parse", "--show-all-deprecations"),
                *("--warn-error-options", '{"error": ["Deprecations"]}'),
            ],
            cwd=project.PROJECT,
            env={**os.environ, **project.environment(Build(Home(Path(folder))))},
            check=False,
        )
    return parsed.returncode


if __name__ == "__main__":
    sys.exit(main())
