"""The dbt project over a home: where it lies, what it is told, when it is parsed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import replacing, shipped, write_json
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.resources import Resources, in_use
from loyalty_pipeline.rules.dbt_vars import structure
from loyalty_pipeline.rules.model.programme import Programme

PROJECT = shipped("dbt_project")
DBT = Path(sys.executable).with_name("loyalty-dbt")


def arguments(programme: Programme) -> list[str]:
    """What every dbt command is told: the structure, so that one parse serves all."""
    return ["--vars", json.dumps(structure(programme), sort_keys=True)]


def environment(build: Build) -> dict[str, str]:
    """The environment dbt reads: the home, the build in it, and its own folders."""
    return {
        "LOYALTY_HOME": str(build.home.root),
        "LOYALTY_BUILD": str(build.folder),
        **_resources(build).environment,
        "DBT_TARGET_PATH": str(build.dbt_target),
        "DBT_LOG_PATH": str(build.dbt_target),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        # A backfill builds the models in turns: a truth waits until all it reads is
        # built.
        "DBT_INDIRECT_SELECTION": "buildable",
        # The run's log has what dbt says; a finer one costs a tenth of its time.
        "DBT_LOG_LEVEL_FILE": "none",
    }


def _resources(build: Build) -> Resources:
    known = in_use()
    return known if known.scratch else replace(known, scratch=build.home.scratch)


def prepare(home: Home, programme: Programme, inherited: Mapping[str, str]) -> Path:
    """Parse the project unless this very project was parsed; return its manifest.

    It is a copy: dbt rewrites its own at each run, and a full disk may cut that short.
    """
    build = Build(home)
    manifest = build.dbt_target / "prepared_manifest.json"
    stamp = build.dbt_target / "prepared.json"
    wanted = {"project": project_digest(), "arguments": arguments(programme)}
    if manifest.exists() and stamp.exists():
        if json.loads(stamp.read_text(encoding="utf-8")) == wanted:
            return manifest
        stamp.unlink()
    build.dbt_target.mkdir(parents=True, exist_ok=True)
    _parse(build, programme, inherited)
    with replacing(manifest) as scratch:
        shutil.copyfile(build.dbt_target / "manifest.json", scratch)
    write_json(stamp, wanted)
    return manifest


def _parse(build: Build, programme: Programme, inherited: Mapping[str, str]) -> None:
    parsed = subprocess.run(
        [DBT, "--no-use-colors", "--quiet", "parse", *arguments(programme)],
        cwd=PROJECT,
        env={**inherited, **environment(build)},
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


def forget_tables(build: Build) -> None:
    """Let a build of every model begin with empty databases.

    One keeps the room of what is replaced in it, and the marts' is to be copied.
    """
    for database in (build.warehouse, build.marts):
        for file in (database, database.with_name(f"{database.name}.wal")):
            file.unlink(missing_ok=True)


def row_counts(build: Build) -> dict[str, int]:
    """The rows of every table that was built, by the table's name."""
    from loyalty_pipeline import duck

    with duck.connect(build.warehouse) as connection:
        connection.execute(f"attach {duck.literal(build.marts)} as marts (read_only)")
        found = connection.execute(
            "select table_name, estimated_size from duckdb_tables()"
        ).fetchall()
    return {str(table): int(rows) for table, rows in found}
