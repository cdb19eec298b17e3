"""A home from its backup, once every file of the backup is checked."""

import os
import shutil
from pathlib import Path

from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.backup.folders import (
    SCRATCH,
    Say,
    all_or_nothing,
    in_words,
    locked_by,
    refuse_unless_empty,
    unheard,
)
from loyalty_pipeline.home.backup.manifest import (
    BINDING,
    Manifest,
    check,
    copy,
    read_manifest,
    restore_mode_and_time,
)
from loyalty_pipeline.home.layout import Home


def restore(source: Path, home: Home, say: Say = unheard) -> Manifest:
    """Make a backup the home in an empty or new folder, once every file is checked.

    A landing inside the old home is bound inside the new one; another stays.
    """
    manifest = read_manifest(source)
    scratch = home.root / SCRATCH
    with in_words(home.root):
        for file in manifest["files"]:
            check(source, file)
        refuse_unless_empty(home.root)
        shutil.rmtree(scratch, ignore_errors=True)
        with locked_by(home, "a restore", say), all_or_nothing(scratch):
            _rebuild(source, scratch, manifest)
            _rebind(scratch / BINDING, home, manifest)
            for path in sorted(scratch.iterdir(), key=lambda p: p.name == BINDING):
                os.replace(path, home.root / path.name)
            scratch.rmdir()
    say(f"restore  the landing is {manifest['binding']['landing']}")
    return manifest


def _rebuild(source: Path, target: Path, manifest: Manifest) -> None:
    for folder in manifest["folders"]:
        (target / folder["path"]).mkdir(mode=0o700)
    for file in manifest["files"]:
        copy(source, target, file)
    for path, leads_to in manifest["links"].items():
        (target / path).symlink_to(leads_to)
    for folder in reversed(manifest["folders"]):
        restore_mode_and_time(target, folder)


def _rebind(file: Path, home: Home, manifest: Manifest) -> None:
    binding, old = manifest["binding"], Path(manifest["backup_of"])
    landing = Path(binding["landing"])
    if landing.is_relative_to(old):
        binding["landing"] = str(home.root.absolute() / landing.relative_to(old))
        write_json(file, binding)
