"""A restored home is the home that was backed up, and the next run goes on from it."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.backup.backup import backup
from loyalty_pipeline.home.backup.manifest import MANIFEST
from loyalty_pipeline.home.backup.restore import restore
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.cli import checksums, loyalty
from tests.support.landing_files import FIRST_DAY, land_broken_order, land_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that has published a shop, and quarantined an order of no amount."""
    home = Home(tmp_path_factory.mktemp("shop") / "home")
    land_shop(home.root / "landing")
    land_broken_order(home.root / "landing", FIRST_DAY)
    ran = loyalty("run", "--home", home.root, "--as-of", FIRST_DAY.isoformat())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    private = home.root / "private"
    private.mkdir(mode=0o700)
    (private / "sent.parquet").write_text("to whom")
    (private / "sent.parquet").chmod(0o600)
    return home


@pytest.fixture
def kept(shop: Home, tmp_path: Path) -> Path:
    backup(shop, tmp_path / "kept")
    return tmp_path / "kept"


def facts(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Mode, time and content of every file that a backup keeps as it is."""
    return {
        str(path.relative_to(root)): (
            *(path.stat().st_mode, path.stat().st_mtime_ns),
            path.read_bytes() if path.is_file() else b"",
        )
        for folder in ("lake", "quarantine", "publications", "private", "landing")
        for path in (root / folder, *(root / folder).rglob("*"))
    }


@pytest.mark.slow
def test_a_restored_home_is_the_home_and_its_next_run_finds_nothing_new(
    shop: Home, kept: Path, tmp_path: Path
) -> None:
    home = Home(tmp_path / "restored")
    manifest = restore(kept, home)
    assert facts(home.root) == facts(shop.root)
    assert Build(home).published.readlink() == Build(shop).published.readlink()
    assert manifest["binding"]["landing"] == str(home.root / "landing")
    bound = json.loads((home.root / "home.json").read_text())
    assert bound == manifest["binding"]
    shutil.move(shop.root / "landing", tmp_path / "away")  # nothing reads the old home
    try:
        day = FIRST_DAY.isoformat()
        ran = loyalty("run", "--home", home.root, "--as-of", day)
        again = loyalty("run", "--home", home.root, "--as-of", day, "--full-refresh")
    finally:
        shutil.move(tmp_path / "away", shop.root / "landing")
    assert ran.returncode == again.returncode == 0, ran.stderr + again.stderr
    assert "nothing is new" in ran.stdout
    assert "read     " not in ran.stdout + again.stdout
    tables = [f"{name}.parquet" for name in ("members", "points_ledger")]
    found, before = checksums(Build(home).published), checksums(Build(shop).published)
    assert [found[table] for table in tables] == [before[table] for table in tables]


@pytest.mark.slow
def test_a_backup_leaves_out_what_a_run_makes_anew(shop: Home, kept: Path) -> None:
    made_anew = {"warehouse.duckdb", "marts.duckdb", "dbt", "previous", "staging"}
    made_anew |= {"last-run.log", "lock"}
    left = {path.name for path in shop.root.iterdir()} - made_anew
    assert {path.name for path in kept.iterdir()} == left | {MANIFEST}
    assert kept.stat().st_mode & 0o077 == 0
    assert {p.suffix for p in (kept / "dagster").rglob("*") if p.is_file()} == {".db"}
    with sqlite3.connect(kept / "dagster/history/runs.db") as history:
        assert history.execute("select status from runs").fetchall() == [("SUCCESS",)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["home.json", "publications", "lake/members"])
def test_a_spoiled_backup_is_refused_by_name_before_anything_is_written(
    kept: Path, tmp_path: Path, name: str
) -> None:
    file = max([kept / name, *(kept / name).rglob("*.parquet")], key=Path.is_file)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(LoyaltyError) as refused:
        restore(kept, Home(tmp_path / "restored"))
    assert (refused.value.where, refused.value.exit_code) == (str(file), 2)
    assert not (tmp_path / "restored").exists()
