"""What a killed run leaves behind in a home: found, named and cured."""

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.backup import digest
from loyalty_pipeline.binding import SCHEMA_VERSION, locked
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.feeds.records import RECORD, read_record
from loyalty_pipeline.home import Home, replacing
from loyalty_pipeline.instance import configured
from loyalty_pipeline.publishing.publications import DATABASE, FACTS
from loyalty_pipeline.warehouse import DBT

if TYPE_CHECKING:
    import dagster as dg


@dataclass(frozen=True)
class Ailment:
    """What is wrong and where; `remedy` is what the cure does, or the way out."""

    what: str
    where: str
    remedy: str
    treat: Callable[[], None] | None = field(default=None, compare=False, repr=False)

    @property
    def is_curable(self) -> bool:
        """Whether `cure` does something about it."""
        return self.treat is not None


class BusyError(LoyaltyError):
    """Another process works in the home: what looks left behind may be its own."""


def examine(home: Home) -> list[Ailment]:
    """All that ails a home; while a process works in it, only what none can cause."""
    if not home.root.is_dir():
        raise LoyaltyError("there is no home", str(home.root), "name one with --home")
    try:
        with _at_rest(home):
            return _found(home)
    except BusyError as busy:
        return [Ailment(busy.what, busy.where, busy.remedy), *_binding(home)]


def cure(home: Home, ailments: list[Ailment]) -> list[Ailment]:
    """Cure those of the ailments that are still there; return the cured ones."""
    with _at_rest(home):
        cured = [ailment for ailment in _found(home) if ailment in ailments]
        for ailment in cured:
            try:
                if ailment.treat:
                    ailment.treat()
            except OSError as error:
                raise LoyaltyError(
                    f"the cure failed: {error}", ailment.where, ailment.remedy
                ) from None
    return [ailment for ailment in cured if ailment.is_curable]


@contextmanager
def _at_rest(home: Home) -> Iterator[None]:
    for pid, _, environ in _processes():
        if pid != os.getpid() and _is_at(environ.get("DAGSTER_HOME"), home.dagster):
            _busy(home, f"Dagster's UI (process {pid})")
    with locked(home, f"the doctor, process {os.getpid()}", partial(_busy, home)):
        yield


def _busy(home: Home, holder: str) -> None:
    raise BusyError(
        f"{holder} works in this home",
        str(home.root),
        "wait until it is done, or end it, and look again",
    )


def _found(home: Home) -> list[Ailment]:
    days = [Home(home.root, date.fromisoformat(f.name)) for f in _asof(home)]
    found = [*_binding(home)]
    if not found:  # what another version wrote is not judged
        found += [*_orphans(home), *_runs(home), *_staged(home), *_unrecorded(home)]
        found += _scratch(home)
        for build in (Home(home.root), *days):
            found += [*_link(build), *_warehouse(build)]
    return found


def _asof(home: Home) -> list[Path]:
    return sorted((home.root / "asof").glob("????-??-??"))


def _binding(home: Home) -> Iterator[Ailment]:
    file = home.root / "home.json"
    try:
        version = json.loads(file.read_text(encoding="utf-8"))["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        what = "the file that binds this home to its programme is missing or spoiled"
        yield Ailment(what, str(file), "restore a backup into a new home")
        return
    if version != SCHEMA_VERSION:
        yield Ailment(
            f"this home has schema version {version}, not {SCHEMA_VERSION}",
            str(file),
            "use the release that wrote it, or run into a new home from the landing",
        )


def _runs(home: Home) -> list[Ailment]:
    if not (home.dagster / "run.yaml").exists():
        return []
    import dagster as dg

    status = dg.DagsterRunStatus
    under_way = [status.QUEUED, status.NOT_STARTED, status.STARTING, status.STARTED]
    under_way += [status.CANCELING]
    with configured(home) as instance:
        runs = instance.get_runs(dg.RunsFilter(statuses=under_way))
        holding = instance.event_log_storage.get_concurrency_run_ids()
        dead = {r.run_id: r.status.value for r in runs if not _lives(instance, r)}
    for run in holding - {run.run_id for run in runs}:
        dead[run] = "over, with its concurrency slots taken"
    return [
        Ailment(
            f"the run {run} is {state}, and no process runs it",
            str(home.dagster),
            "it is told to be over, and its concurrency slots are freed",
            partial(_end, home, run),
        )
        for run, state in dead.items()
    ]


def _lives(instance: "dg.DagsterInstance", run: "dg.DagsterRun") -> bool:
    """Whether the process that said it executes the run is alive, and one of ours.

    A run holds the home's lock only from its first step on.
    """
    import dagster as dg

    said = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ENGINE_EVENT)
    events = [entry.dagster_event for entry in said if entry.dagster_event]
    told = [event.engine_event_data.metadata.get("pid") for event in events]
    pids = {str(value.value) for value in told if value is not None}
    return any(
        str(pid) in pids and pid != os.getpid() and "loyalty" in " ".join(argv)
        for pid, argv, _ in _processes()
    )


def _end(home: Home, run_id: str) -> None:
    import dagster as dg

    with configured(home) as instance:
        run = instance.get_run_by_id(run_id)
        if run is not None and run.status is dg.DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run)
        elif run is not None and not run.is_finished:
            instance.report_run_failed(run, "The process of this run is gone.")
        instance.event_log_storage.free_concurrency_slots_for_run(run_id)


def _processes() -> Iterator[tuple[int, list[str], dict[str, str]]]:
    """Every process, its arguments and its first environment, as the kernel tells."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            texts = [(folder / f).read_bytes() for f in ("cmdline", "environ")]
            argv, environ = (os.fsdecode(text).split("\0") for text in texts)
            pairs = (pair.partition("=") for pair in environ)
            yield int(folder.name), argv, {name: value for name, _, value in pairs}


def _is_at(said: str | None, folder: Path) -> bool:
    return bool(said) and Path(str(said)).resolve() == folder.resolve()


def _orphans(home: Home) -> Iterator[Ailment]:
    for pid, argv, environ in _processes():
        is_dbt = any(Path(part).name == DBT.name for part in argv[:2])
        if (
            is_dbt
            and _is_at(environ.get("LOYALTY_HOME"), home.root)
            and _is_orphan(pid)
        ):
            yield Ailment(
                f"dbt works on as process {pid}, and the run that began it is gone",
                f"/proc/{pid}",
                "the process is killed, which frees the warehouse",
                partial(_kill, pid),
            )


def _is_orphan(pid: int) -> bool:
    """Whether a process has lost its parent, and was given to one elsewhere."""
    with suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        parent, session = int(stat[1]), int(stat[3])
        return parent == 1 or os.getsid(parent) != session
    return False


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _staged(home: Home) -> Iterator[Ailment]:
    for folder in sorted(home.staging.glob(f"*/{DAY_PREFIX}*")):
        if _has_record(folder):
            what = "a landing day waits in staging: its run was stopped or killed"
            yield Ailment(what, str(folder), "the next run reads it again")
        else:
            what, cure = "a landing day was read in part", partial(_remove, folder)
            yield Ailment(what, str(folder), "the folder is removed", cure)


def _unrecorded(home: Home) -> Iterator[Ailment]:
    for folder in sorted(home.lake.glob(f"*/{DAY_PREFIX}*")):
        if any(folder.glob("*.parquet")) and not _has_record(folder):
            what = "a day in the lake has rows and no whole record"
            remedy = "the next run reads the day again, if it still lies in the landing"
            spoiled = folder / RECORD
            treat = partial(_remove, spoiled) if spoiled.exists() else None
            yield Ailment(what, str(folder), remedy, treat)


def _has_record(folder: Path) -> bool:
    with suppress(ValueError):
        return read_record(folder) is not None
    return False


def _scratch(home: Home) -> Iterator[Ailment]:
    for path in sorted(home.root.rglob(".*.new")):
        what = "something was written in part"
        yield Ailment(what, str(path), "it is removed", partial(_remove, path))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _link(build: Home) -> Iterator[Ailment]:
    folders = [f for f in build.publications.glob("*") if not f.name.startswith(".")]
    if build.published.exists() or not (folders or build.published.is_symlink()):
        return
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
    whole = next(filter(_is_whole, folders), None)
    what, where = "readers see nothing: `published` leads nowhere", str(build.published)
    if whole is None:
        yield Ailment(what, where, "run again with --full-refresh")
    else:
        remedy = f"it leads to the newest whole publication, {whole.name}"
        yield Ailment(what, where, remedy, partial(_show, build, whole))


def _is_whole(publication: Path) -> bool:
    facts = publication / FACTS
    with suppress(OSError, duckdb.Error), duck.connect() as connection:
        tables = connection.execute(
            f"select table_name, checksum from {duck.rows(facts)}"
        ).fetchall()
        return (
            bool(tables)
            and (publication / DATABASE).exists()
            and all(
                digest(publication / f"{table}.parquet") == checksum
                for table, checksum in tables
            )
        )
    return False


def _show(build: Home, publication: Path) -> None:
    with replacing(build.published) as scratch:
        scratch.symlink_to(publication.relative_to(build.build))


def _warehouse(build: Home) -> Iterator[Ailment]:
    if not build.warehouse.exists():
        return
    try:
        duckdb.connect(str(build.warehouse), read_only=True).close()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        if "lock on file" in reason:
            what, remedy = "the warehouse is open elsewhere", "end the process it names"
            yield Ailment(f"{what}: {reason}", str(build.warehouse), remedy)
            return
        yield Ailment(
            f"the warehouse cannot be opened: {reason}",
            str(build.warehouse),
            "it is moved aside; the next run with --full-refresh makes it anew",
            partial(_set_aside, build.warehouse),
        )


def _set_aside(warehouse: Path) -> None:
    for file in warehouse.parent.glob(f"{warehouse.name}*"):
        if not file.name.endswith(".spoiled"):
            os.replace(file, file.with_name(f"{file.name}.spoiled"))
