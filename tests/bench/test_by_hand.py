"""What is measured against the product is only worth it if it computes the same."""

from pathlib import Path

import duckdb
import pytest

from tests.bench import by_hand
from tests.bench.landing import AS_OF, land
from tests.bench.product import PROGRAMME
from tests.support.cli import loyalty

ORDERS = 3000
pytestmark = pytest.mark.slow  # it is the figures' proof, not the product's


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What a run publishes of a small landing, and what is computed of it by hand."""
    folder = tmp_path_factory.mktemp("bench")
    landing, home = folder / "landing", folder / "home"
    land(landing, ORDERS)
    run = ("run", "--home", home, "--landing", landing, "--programme", PROGRAMME)
    ran = loyalty(*run, "--as-of", AS_OF)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    by_hand.compute(landing, folder / "by_hand", memory="1GB", threads=1)
    return home / "published", folder / "by_hand"


@pytest.mark.parametrize("table", by_hand.PUBLISHED)
def test_by_hand_come_the_rows_that_a_run_publishes(
    folders: tuple[Path, Path], table: str
) -> None:
    published, computed = (
        duckdb.read_parquet(str(folder / f"{table}.parquet")) for folder in folders
    )
    same = published.select(*computed.columns)
    assert computed.count("*").fetchall() == same.count("*").fetchall() != [(0,)]
    # `except all`: a row that comes twice on one side is a difference.
    assert computed.except_(same).fetchall() == same.except_(computed).fetchall() == []


def test_the_landing_has_entries_of_all_types_that_the_script_knows(
    folders: tuple[Path, Path],
) -> None:
    ledger = duckdb.read_parquet(str(folders[1] / "points_ledger.parquet"))
    types = {name for (name,) in ledger.select("entry_type").distinct().fetchall()}
    given, taken = {"earn", "tier_bonus", "campaign_bonus"}, {"redeem", "expire"}
    assert types == {*given, *taken, "clawback"}
