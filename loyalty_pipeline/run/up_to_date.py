"""Whether a publication still stands: the same inputs would build the same tables."""

from datetime import date
from hashlib import sha256
from importlib.metadata import version

from loyalty_pipeline.dbt.project import project_digest
from loyalty_pipeline.feeds.day_record import record_files
from loyalty_pipeline.feeds.new_days import Landed
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.rules.model.programme import Programme


def inputs_hash(home: Home, programme: Programme, as_of: date) -> str:
    """A digest of all that the tables are a function of, and of what computes them."""
    digest = sha256(f"{as_of} {programme.fingerprint} {project_digest()}".encode())
    for package in ("duckdb", "tzdata"):
        digest.update(f" {package} {version(package)}".encode())
    for file in record_files(home):
        digest.update(str(file.relative_to(home.lake)).encode() + file.read_bytes())
    return digest.hexdigest()


def is_up_to_date(
    build: Build, landed: Landed, programme: Programme, as_of: date
) -> bool:
    """Whether a run would find nothing to do: nothing landed, and all else equal."""
    waiting = any(build.home.staging.glob("*/*"))
    published = None if waiting or landed.new else current(build)
    if published is None:
        return False
    return published.about.inputs_hash == inputs_hash(build.home, programme, as_of)
