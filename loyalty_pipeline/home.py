"""The home folder of one programme: where everything the pipeline writes lives."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Home:
    """The layout of a home; every other module asks it for paths.

    A `day` before the published one is built and published apart, under `asof/<day>`,
    from the same lake.
    """

    root: Path
    day: date | None = None

    @property
    def build(self) -> Path:
        """The folder that tables are built and published in."""
        return self.root / "asof" / self.day.isoformat() if self.day else self.root

    @property
    def staging(self) -> Path:
        """Landing days that were read and not yet promoted."""
        return self.root / "staging"

    @property
    def lake(self) -> Path:
        """Accepted rows, typed; with the rules, all that dbt reads."""
        return self.root / "lake"

    @property
    def rules(self) -> Path:
        """The rules, the calendar and the run's day as tables."""
        return self.build / "lake" / "_rules"

    @property
    def quarantine(self) -> Path:
        """Refused rows with their original values, for their owners' eyes only."""
        return self.root / "quarantine"

    @property
    def stopped(self) -> Path:
        """Landing days that a check has stopped, until they are settled."""
        return self.root / "stopped"

    @property
    def former(self) -> Path:
        """The tables of the last publication that the models compare theirs with."""
        return self.build / "previous"

    @property
    def keys(self) -> Path:
        """What members are called inside the engine, the same in every build."""
        return self.root / "keys"

    @property
    def warehouse(self) -> Path:
        """The working database; readers use the publications instead."""
        return self.build / "warehouse.duckdb"

    @property
    def dbt_target(self) -> Path:
        """dbt's parse state, compiled SQL and logs."""
        return self.build / "dbt"

    @property
    def dagster(self) -> Path:
        """Dagster's run storage and its generated settings."""
        return self.root / "dagster"

    @property
    def publications(self) -> Path:
        """One folder a publication."""
        return self.build / "publications"

    @property
    def published(self) -> Path:
        """The link to the publication that readers see."""
        return self.build / "published"

    @property
    def logs(self) -> Path:
        """What each of the last runs said, in full."""
        return self.root / "logs"

    @property
    def log(self) -> Path:
        """The link to what the last run said."""
        return self.root / "last-run.log"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a scratch path beside `path` that takes its place in one step.

    A reader sees the old file or the new one, never a part; a failure leaves the old.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.new")
    scratch.unlink(missing_ok=True)
    try:
        yield scratch
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)


def write_json(path: Path, value: Any) -> None:
    """Write `value` as readable JSON, replacing the file in one step."""
    with replacing(path) as scratch:
        text = json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True)
        scratch.write_text(text + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
