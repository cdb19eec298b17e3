"""A value left out of its row is told of in the metadata and the run's output."""

from pathlib import Path

import dagster as dg

from loyalty_pipeline.defs.ingest import staged
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run import progress
from tests.support.staged_rows import land, row


def _line(root: Path, birth_date: str) -> tuple[object, str | None]:
    land(root, "members", row("members", birth_date=birth_date))
    days = landing_days(root / "landing", "members")
    metadata = staged._read(FEEDS["members"], Home(root / "home"), days).metadata
    assert metadata is not None
    asset = dg.AssetMaterialization(["staged", "members"], metadata=metadata)
    return metadata["left out"], progress._materialized(asset)


def test_what_is_left_out_is_counted_by_column(tmp_path: Path) -> None:
    assert _line(tmp_path, "'13/04/1985'") == (
        "1 of birth_date",
        "read     members: 1 rows of 1 day, 0 quarantined;"
        " bad values left out: 1 of birth_date",
    )


def test_where_nothing_is_left_out_nothing_is_said(tmp_path: Path) -> None:
    assert _line(tmp_path, "'1985-04-13'") == (
        "",
        "read     members: 1 rows of 1 day, 0 quarantined",
    )
