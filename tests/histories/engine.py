"""One home of a structure: facts and rules in, the engine's tables out."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import yaml

from loyalty_pipeline import warehouse
from loyalty_pipeline.feeds import lake, records
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.home import Home
from loyalty_pipeline.rules import rendering
from loyalty_pipeline.rules.loading import load
from loyalty_pipeline.rules.model import Programme
from tests.histories.programmes import Document

Line = tuple[Any, ...]
Tables = dict[str, list[Line]]

QUERIES = {
    "member_scores": "select member_id, as_of, score_hundredths from member_scores",
    "member_score_metrics": """
        select
            member_id, metric_code, as_of, raw, target_raw, normalised_hundredths,
            weight_bp, contribution_hundredths
        from member_score_metrics
    """,
    "member_tier_history": """
        select member_id, tier_code, tier_rank, valid_from, valid_to, is_scheduled
        from member_tier_history
    """,
    "member_tiers": """
        select
            member_id, as_of, tier_code, tier_name, tier_rank, score_hundredths,
            tier_since, tier_until, next_tier_code, score_hundredths_to_next
        from member_tiers
    """,
    "earn": """
        select
            entry_id, member_id, wallet, points, occurred_at, available_at, expires_at,
            rule_version
        from points_ledger
        where entry_type = 'earn'
    """,
    "held_back": "select feed, key, waiting_for, since from held_back",
}


class BuildError(AssertionError):
    """A model or a truth has failed; the text is what dbt says of it."""


class _Dumper(yaml.SafeDumper):
    """Decimals by their digits, as a person writes them."""


_FLOAT = "tag:yaml.org,2002:float"
_Dumper.add_representer(Decimal, lambda d, n: d.represent_scalar(_FLOAT, f"{n:f}"))


def computed(folder: Path, document: Document, as_of: date) -> Tables:
    """Build everything from `<folder>/landing`; return the tables.

    A second call over a folder reads the landing anew; what dbt has parsed is kept.
    """
    home = Home(folder)
    shutil.rmtree(home.lake, ignore_errors=True)
    home.warehouse.unlink(missing_ok=True)
    programme = _programme(folder / "rules.yaml", document)
    _ingest(home)
    rendering.render(home, programme, as_of)
    _build(home, programme)
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        connection.execute("use marts")
        return {
            name: [_in_utc(row) for row in connection.execute(query).fetchall()]
            for name, query in QUERIES.items()
        }


def _programme(file: Path, document: Document) -> Programme:
    file.write_text(written(document), encoding="utf-8")
    return load(file)


def written(document: Document) -> str:
    """The rules as the page that a marketer would write."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, default_flow_style=None)


def _ingest(home: Home) -> None:
    """Stage and promote each landed day; no row of a life may be refused."""
    for feed in FEEDS.values():
        for landed in landing_days(home.root / "landing", feed.name):
            staged = lake.day_folder(home.staging, feed.name, landed.day)
            record = stage(feed, landed, staged)
            assert records.quarantined(record) == 0, (landed, record)
            lake.promote(home, feed, landed.day)
    lake.ensure_columns(home)


def _build(home: Home, programme: Programme) -> None:
    """Build and check every model in a process of its own, as a run does."""
    home.dbt_target.mkdir(exist_ok=True)
    quietly: list[str | Path] = [warehouse.DBT, "--no-use-colors", "--quiet"]
    build = [*quietly, "build", "--exclude", "resource_type:unit_test"]
    built = subprocess.run(
        [*build, *warehouse.arguments(programme)],
        cwd=warehouse.PROJECT,
        env={**os.environ, **warehouse.environment(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        raise BuildError(built.stdout[-6000:] + built.stderr[-2000:])


def _in_utc(row: Line) -> Line:
    return tuple(
        value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for value in row
    )
