"""The command line as a person starts it: a process of its own."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def loyalty(
    *arguments: str | Path,
    source: Path = REPOSITORY,
    cwd: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `loyalty` from a source tree, with no settings but those given."""
    environment = {
        name: value for name, value in os.environ.items() if "LOYALTY" not in name
    }
    return subprocess.run(
        [sys.executable, "-m", "loyalty_pipeline", *map(str, arguments)],
        env={**environment, "PYTHONPATH": str(source), **(settings or {})},
        cwd=cwd or source,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def checksums(published: Path) -> dict[str, str]:
    """The digest of every published file, by name."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(published.iterdir())
    }
