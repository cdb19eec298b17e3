"""dbt over a home: where its project lies, what it is told, when it parses."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import duckdb

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home, replacing, write_json
from loyalty_pipeline.rules.dbt_vars import structure
from loyalty_pipeline.rules.model.programme import Programme

PROJECT = Path(__file__).parents[2] / "dbt_project"
DBT = Path(sys.executable).with_name("loyalty-dbt")


def arguments(programme: Programme) -> list[str]:
    """What every dbt command is told: the structure, so that one parse serves all."""
    return ["--vars", json.dumps(structure(programme), sort_keys=True)]


def environment(home: Home) -> dict[str, str]:
    """The environment dbt reads: the home, the build in it, and its own folders."""
    return {
        "LOYALTY_HOME": str(home.root),
        "LOYALTY_BUILD": str(home.build),
        "DBT_TARGET_PATH": str(home.dbt_target),
        "DBT_LOG_PATH": str(home.dbt_target),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        # A backfill builds the models in turns: a truth waits until all it reads is
        # built.
        "DBT_INDIRECT_SELECTION": "buildable",
        # The run's log has what dbt says; a finer one costs a tenth of its time.
        "DBT_LOG_LEVEL_FILE": "none",
    }


def prepare(home: Home, programme: Programme, inherited: Mapping[str, str]) -> Path:
    """Parse the project unless this very project was parsed; return its manifest.

    It is a copy: dbt rewrites its own at each run, and a full disk may cut that short.
    """
    manifest = home.dbt_target / "prepared_manifest.json"
    stamp = home.dbt_target / "prepared.json"
    wanted = {"project": project_digest(), "arguments": arguments(programme)}
    if manifest.exists() and stamp.exists():
        if json.loads(stamp.read_text(encoding="utf-8")) == wanted:
            return manifest
        stamp.unlink()
    home.dbt_target.mkdir(parents=True, exist_ok=True)
    _parse(home, programme, inherited)
    with replacing(manifest) as scratch:
        shutil.copyfile(home.dbt_target / "manifest.json", scratch)
    write_json(stamp, wanted)
    return manifest


def _parse(home: Home, programme: Programme, inherited: Mapping[str, str]) -> None:
    parsed = subprocess.run(
        [DBT, "--no-use-colors", "--quiet", "parse", *arguments(programme)],
        cwd=PROJECT,
        env={**inherited, **environment(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if parsed.returncode:
        raise LoyaltyError(
            "dbt cannot parse the models: " + (parsed.stdout + parsed.stderr).strip(),
            str(PROJECT),
            "mend the model named, or reinstall the package",
        )


def project_digest() -> str:
    """A digest of every model, macro and test, and of dbt's version."""
    digest = sha256(version("dbt-core").encode())
    for file in sorted(PROJECT.rglob("*")):
        if file.suffix in {".sql", ".yml"}:
            digest.update(str(file.relative_to(PROJECT)).encode() + b"\0")
            digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def row_counts(home: Home) -> dict[str, int]:
    """The rows of every table in the warehouse, by the table's name."""
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select table_name, estimated_size from duckdb_tables()"
        ).fetchall()
    return {str(table): int(rows) for table, rows in found}
