"""The demonstration's landing: the figures anyone can check on the way in."""

from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.demo import landing as demo
from loyalty_pipeline.feeds.catalog import FEEDS
from tests.support.staged_rows import read, staged


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    demo.land(root / "landing")
    return root


@pytest.mark.parametrize(
    ("feed", "rows"),
    [
        ("orders", 155_848),
        ("members", 2_469),
        ("campaigns", 27),
        ("campaign_targets", 6_589),
        ("activity_events", 7_737),
    ],
)
def test_the_demonstration_lands_every_row_and_rejects_none(
    landed: Path, feed: str, rows: int
) -> None:
    (landed / "staging").mkdir(exist_ok=True)
    found = staged(landed, feed)
    keys = {tuple(row[key] for key in FEEDS[feed].key) for row in found.accepted}
    assert (len(found.accepted), len(keys), found.reasons) == (rows, rows, [])


def test_the_orders_come_to_the_cent(landed: Path) -> None:
    cents = sum(
        int(str(row["amount_cents"])) for row in staged(landed, "orders").accepted
    )
    assert cents == 459_603_958


def test_a_campaign_ends_with_the_last_second_of_its_day(landed: Path) -> None:
    clock = "strftime(timezone('America/New_York', {}), '%H:%M:%S')"
    times = duckdb.execute(
        f"select distinct {clock.format('starts_at')}, {clock.format('ends_at')}"
        " from read_parquet(?)",
        [str(next((landed / "landing" / "campaigns").rglob("*.parquet")))],
    ).fetchall()
    assert times == [("00:00:00", "23:59:59")]


def test_landing_the_demonstration_again_leaves_its_files(landed: Path) -> None:
    files = sorted((landed / "landing").rglob("*.parquet"))
    before = [file.stat().st_mtime_ns for file in files]
    demo.land(landed / "landing")
    assert [file.stat().st_mtime_ns for file in files] == before


def test_the_demonstration_lands_the_same_rows_each_time(
    landed: Path, tmp_path: Path
) -> None:
    demo.land(tmp_path)
    for file in sorted(tmp_path.rglob("*.parquet")):
        assert read(file) == read(landed / "landing" / file.relative_to(tmp_path))


def test_the_demonstration_lands_anywhere(tmp_path: Path) -> None:
    demo.land(tmp_path / "it's here")
    assert len(list(tmp_path.rglob("*.parquet"))) == len(
        FEEDS.keys()
        & {"orders", "members", "campaigns", "campaign_targets", "activity_events"}
    )
