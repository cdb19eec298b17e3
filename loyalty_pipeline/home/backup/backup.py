"""A home's backup: all that no run makes anew, copied, checked and listed."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.backup.folders import (
    Say,
    all_or_nothing,
    in_words,
    locked_by,
    unheard,
)
from loyalty_pipeline.home.backup.manifest import (
    BINDING,
    MANIFEST,
    Manifest,
    copy,
    entry_of,
    read_json,
)
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home

# What is not named here is kept, so that nothing a later release adds is lost.
_MADE_ANEW = {
    *("asof", "dbt", "lock", "last-run.log", "previous", "scratch", "staging"),
    MANIFEST,
}


def backup(home: Home, target: Path, say: Say = unheard) -> Manifest:
    """Copy a home at rest into an empty or new folder that its owner alone may open.

    The manifest comes last: a folder without one is no backup.
    """
    binding = read_json(home.root / BINDING, {"landing", "schema_version"})
    if target.resolve().is_relative_to(home.root.resolve()):
        raise LoyaltyError("a backup in its own home", str(target), "name another")
    manifest = Manifest(
        backup_of=str(home.root.absolute()),
        schema_version=binding["schema_version"],
        binding=binding,
        folders=[],
        files=[],
        links={},
    )
    in_use = locked_by(home, "a backup", say)
    with in_words(target), in_use, all_or_nothing(target):
        for path in sorted(home.root.rglob("*")):
            if _is_kept(home, path):
                _save(home.root, target, path.relative_to(home.root), manifest)
        write_json(target / MANIFEST, manifest)
    return manifest


def _is_kept(home: Home, path: Path) -> bool:
    top, *_ = parts = path.relative_to(home.root).parts
    if top == home.dagster.name:
        return path.suffix == ".db" or path.is_dir()
    is_scratch = any(part.startswith(".") and part.endswith(".new") for part in parts)
    is_built = top.startswith((Build(home).warehouse.name, Build(home).marts.name))
    return top not in _MADE_ANEW and not is_scratch and not is_built


def _save(root: Path, target: Path, inside: Path, manifest: Manifest) -> None:
    source, saved = root / inside, target / inside
    if source.is_symlink():
        leads_to = source.resolve()
        if leads_to.is_relative_to(root.resolve()):
            leads_to = Path(os.path.relpath(leads_to, source.parent.resolve()))
        saved.symlink_to(leads_to)
        manifest["links"][inside.as_posix()] = str(leads_to)
    elif source.is_dir():
        saved.mkdir(mode=0o700)
        manifest["folders"].append(entry_of(root, inside))
    elif inside.parts[0] == "dagster":
        history, snapshot = sqlite3.connect(source), sqlite3.connect(saved)
        with closing(history), closing(snapshot):
            history.backup(snapshot)
        saved.chmod(source.stat().st_mode)
        manifest["files"].append(entry_of(target, inside))
    elif source.is_file():
        manifest["files"].append(entry_of(root, inside))
        copy(root, target, manifest["files"][-1])
