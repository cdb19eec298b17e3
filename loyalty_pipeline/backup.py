"""A home's backup: all that no run makes anew, copied, checked and listed."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypedDict

from loyalty_pipeline.binding import SCHEMA_VERSION, locked
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home import Home, write_json
from loyalty_pipeline.progress import LINES

MANIFEST, _BINDING, _SCRATCH = "manifest.json", "home.json", ".restore.new"
# What is not named here is kept, so that nothing a later release adds is lost.
_MADE_ANEW = {"asof", "dbt", "staging", "lock", "last-run.log", MANIFEST}


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


def say_waiting(holder: str) -> None:
    """Tell whoever follows that the home is in use."""
    LINES.info("wait     for %s, which works in this home", holder)


def backup(
    home: Home, target: Path, waiting: Callable[[str], None] = say_waiting
) -> Manifest:
    """Copy a home at rest into an empty or new folder that its owner alone may open.

    The manifest comes last: a folder without one is no backup.
    """
    binding = _json(home.root / _BINDING, {"landing", "schema_version"})
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
    holder = f"a backup by process {os.getpid()}"
    with _in_words(target), locked(home, holder, waiting), _all_or_nothing(target):
        for path in sorted(home.root.rglob("*")):
            if _is_kept(home, path):
                _save(home.root, target, path.relative_to(home.root), manifest)
        write_json(target / MANIFEST, manifest)
    return manifest


def restore(source: Path, home: Home) -> Manifest:
    """Make a backup the home in an empty or new folder, once every file is checked.

    A landing inside the old home is bound inside the new one; another stays.
    """
    manifest = _manifest(source)
    scratch = home.root / _SCRATCH
    holder = f"a restore by process {os.getpid()}"
    with _in_words(home.root):
        for file in manifest["files"]:
            _check(source, file)
        _refuse_unless_empty(home.root)
        shutil.rmtree(scratch, ignore_errors=True)
        with locked(home, holder, say_waiting), _all_or_nothing(scratch):
            _rebuild(source, scratch, manifest)
            _rebind(scratch / _BINDING, home, manifest)
            for path in sorted(scratch.iterdir(), key=lambda p: p.name == _BINDING):
                os.replace(path, home.root / path.name)
            scratch.rmdir()
    return manifest


def _is_kept(home: Home, path: Path) -> bool:
    top, *_ = parts = path.relative_to(home.root).parts
    if top == home.dagster.name:
        return path.suffix == ".db" or path.is_dir()
    is_scratch = any(part.startswith(".") and part.endswith(".new") for part in parts)
    is_warehouse = top.startswith(home.warehouse.name)
    return top not in _MADE_ANEW and not is_scratch and not is_warehouse


def _save(root: Path, target: Path, inside: Path, manifest: Manifest) -> None:
    source, copy = root / inside, target / inside
    if source.is_symlink():
        leads_to = source.resolve()
        if leads_to.is_relative_to(root.resolve()):
            leads_to = Path(os.path.relpath(leads_to, source.parent.resolve()))
        copy.symlink_to(leads_to)
        manifest["links"][inside.as_posix()] = str(leads_to)
    elif source.is_dir():
        copy.mkdir(mode=0o700)
        manifest["folders"].append(_entry(root, inside))
    elif inside.parts[0] == "dagster":
        history, snapshot = sqlite3.connect(source), sqlite3.connect(copy)
        with closing(history), closing(snapshot):
            history.backup(snapshot)
        copy.chmod(source.stat().st_mode)
        manifest["files"].append(_entry(target, inside))
    elif source.is_file():
        manifest["files"].append(_entry(root, inside))
        _copy(root, target, manifest["files"][-1])


def _entry(root: Path, inside: Path) -> Entry:
    path, stat = root / inside, (root / inside).stat()
    return Entry(
        path=inside.as_posix(),
        mode=stat.st_mode & 0o7777,
        modified_ns=stat.st_mtime_ns,
        size=0 if path.is_dir() else stat.st_size,
        sha256="" if path.is_dir() else digest(path),
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(source: Path, target: Path, file: Entry) -> None:
    shutil.copyfile(source / file["path"], target / file["path"])
    _settle(target, file)
    _check(target, file)


def _settle(root: Path, entry: Entry) -> None:
    path, modified = root / entry["path"], entry["modified_ns"]
    path.chmod(entry["mode"])
    os.utime(path, ns=(modified, modified))


def _check(root: Path, file: Entry) -> None:
    path = root / file["path"]
    if not path.is_file() or digest(path) != file["sha256"]:
        raise LoyaltyError(
            f"{file['path']} is not the file that was backed up",
            str(path),
            "use another backup; while one is taken, change nothing in the landing",
        )


def _rebuild(source: Path, target: Path, manifest: Manifest) -> None:
    for folder in manifest["folders"]:
        (target / folder["path"]).mkdir(mode=0o700)
    for file in manifest["files"]:
        _copy(source, target, file)
    for path, leads_to in manifest["links"].items():
        (target / path).symlink_to(leads_to)
    for folder in reversed(manifest["folders"]):
        _settle(target, folder)


def _rebind(file: Path, home: Home, manifest: Manifest) -> None:
    binding, old = manifest["binding"], Path(manifest["backup_of"])
    landing = Path(binding["landing"])
    if landing.is_relative_to(old):
        binding["landing"] = str(home.root.absolute() / landing.relative_to(old))
        write_json(file, binding)
    LINES.info("restore  the landing is %s", binding["landing"])


def _manifest(source: Path) -> Manifest:
    manifest: Manifest = _json(source / MANIFEST, set(Manifest.__annotations__))
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


def _json(file: Path, keys: set[str]) -> Any:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        value = None
    if not isinstance(value, dict) or not keys <= value.keys():
        raise LoyaltyError(
            f"{file.name} is missing or spoiled", str(file), "name a whole folder"
        )
    return value


def _refuse_unless_empty(folder: Path) -> None:
    left = {_SCRATCH, "lock"}  # of a restore that was killed
    if folder.is_dir() and {path.name for path in folder.iterdir()} - left:
        raise LoyaltyError("the folder is not empty", str(folder), "name a new one")


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """Fill an empty or new folder; where that fails, it is gone again."""
    _refuse_unless_empty(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise LoyaltyError(
            f"the copy failed and was taken back: {error}",
            str(folder),
            "free the disk or name another folder, and try again",
        ) from None
