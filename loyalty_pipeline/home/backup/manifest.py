"""The manifest of a backup: every file it holds, and whether it is still that file."""

import json
import os
import shutil
from pathlib import Path
from typing import Any, TypedDict

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import digest
from loyalty_pipeline.home.binding import SCHEMA_VERSION

MANIFEST, BINDING = "manifest.json", "home.json"


class Entry(TypedDict):
    """A file, or a folder (of no size): the order of publications is their time's."""

    path: str
    mode: int
    modified_ns: int
    size: int
    sha256: str


class Manifest(TypedDict):
    """What a backup holds and of which home; `binding` is the home's `home.json`."""

    backup_of: str
    schema_version: int
    binding: dict[str, Any]
    folders: list[Entry]
    files: list[Entry]
    links: dict[str, str]


def entry_of(root: Path, inside: Path) -> Entry:
    """The file or folder at `inside`, as it is now."""
    path, stat = root / inside, (root / inside).stat()
    return Entry(
        path=inside.as_posix(),
        mode=stat.st_mode & 0o7777,
        modified_ns=stat.st_mtime_ns,
        size=0 if path.is_dir() else stat.st_size,
        sha256="" if path.is_dir() else digest(path),
    )


def copy(source: Path, target: Path, file: Entry) -> None:
    """Copy a file with its mode and time, and check the copy."""
    shutil.copyfile(source / file["path"], target / file["path"])
    restore_mode_and_time(target, file)
    check(target, file)


def restore_mode_and_time(root: Path, entry: Entry) -> None:
    """Give a file or folder the mode and time that the manifest tells."""
    path, modified = root / entry["path"], entry["modified_ns"]
    path.chmod(entry["mode"])
    os.utime(path, ns=(modified, modified))


def check(root: Path, file: Entry) -> None:
    """Refuse a file that is not the one the manifest tells of."""
    path = root / file["path"]
    if not path.is_file() or digest(path) != file["sha256"]:
        raise LoyaltyError(
            f"{file['path']} is not the file that was backed up",
            str(path),
            "use another backup; while one is taken, change nothing in the landing",
        )


def read_manifest(source: Path) -> Manifest:
    """The manifest of a backup that this release can restore."""
    manifest: Manifest = read_json(source / MANIFEST, set(Manifest.__annotations__))
    entries = [*manifest["folders"], *manifest["files"]]
    paths = [Path(path) for path in [e["path"] for e in entries] + [*manifest["links"]]]
    if any(path.is_absolute() or ".." in path.parts for path in paths):
        raise LoyaltyError("its files lie outside", str(source), "use another")
    if manifest["schema_version"] != SCHEMA_VERSION:
        raise LoyaltyError(
            f"a backup of schema version {manifest['schema_version']},"
            f" not {SCHEMA_VERSION}",
            str(source / MANIFEST),
            "restore it with the release that wrote it",
        )
    return manifest


def read_json(file: Path, keys: set[str]) -> Any:
    """The object in a JSON file, which has at least these keys."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        value = None
    if not isinstance(value, dict) or not keys <= value.keys():
        raise LoyaltyError(
            f"{file.name} is missing or spoiled", str(file), "name a whole folder"
        )
    return value
