"""Days and files that a killed run wrote in part."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from loyalty_pipeline.feeds.day_record import RECORD, read_record
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.home.doctor.problem import Problem
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.resources import in_use, spills


def staged(home: Home) -> Iterator[Problem]:
    """Landing days that were read, wholly or in part, and not promoted."""
    for folder in sorted(home.staging.glob(f"*/{DAY_PREFIX}*")):
        if _has_record(folder):
            what = "a landing day waits in staging: its run was stopped or killed"
            yield Problem(what, str(folder), "the next run reads it again")
        else:
            what, cure = "a landing day was read in part", partial(_remove, folder)
            yield Problem(what, str(folder), "the folder is removed", cure)


def unrecorded(home: Home) -> Iterator[Problem]:
    """Days in the lake whose record is missing or spoiled."""
    for folder in sorted(home.lake.glob(f"*/{DAY_PREFIX}*")):
        if any(folder.glob("*.parquet")) and not _has_record(folder):
            what = "a day in the lake has rows and no whole record"
            remedy = "the next run reads the day again, if it still lies in the landing"
            spoiled = folder / RECORD
            repair = partial(_remove, spoiled) if spoiled.exists() else None
            yield Problem(what, str(folder), remedy, repair)


def scratch(home: Home) -> Iterator[Problem]:
    """Files and folders that never took their place."""
    for path in sorted(home.root.rglob(".*.new")):
        what = "something was written in part"
        yield Problem(what, str(path), "it is removed", partial(_remove, path))


def spilled(home: Home) -> Iterator[Problem]:
    """What DuckDB wrote where memory was full, and a killed run did not remove."""
    for path in spills(in_use().scratch or home.scratch):
        what = "a killed run left what did not fit into memory"
        yield Problem(what, str(path), "it is removed", partial(_remove, path))


def _has_record(folder: Path) -> bool:
    with suppress(ValueError):
        return read_record(folder) is not None
    return False


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
