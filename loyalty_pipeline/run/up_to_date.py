"""Whether a publication still stands: the same inputs would build the same tables."""

from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from loyalty_pipeline.dbt.project import project_digest
from loyalty_pipeline.feeds.lake import record_files
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.writer import fingerprint
from loyalty_pipeline.run.request import new_days


def inputs_hash(home: Home, programme: Programme, as_of: date) -> str:
    """A digest of all that the tables are a function of, and of what computes them."""
    digest = sha256(f"{as_of} {fingerprint(programme)} {project_digest()}".encode())
    for package in ("duckdb", "tzdata"):
        digest.update(f" {package} {version(package)}".encode())
    for file in record_files(home):
        digest.update(str(file.relative_to(home.lake)).encode() + file.read_bytes())
    return digest.hexdigest()


def stands(home: Home, inputs: str) -> bool:
    """Whether the publication that readers see was built from these inputs."""
    published = current(home)
    return published is not None and published[0].inputs_hash == inputs


def is_standing(home: Home, landing: Path, programme: Programme, as_of: date) -> bool:
    """Whether a run would find nothing to do: nothing landed, and all else equal."""
    waiting = any(home.staging.glob("*/*"))
    if waiting or new_days(home, landing):
        return False
    return stands(home, inputs_hash(home, programme, as_of))
