"""A backup is whole or is none, and nothing but an empty folder is written to."""

import resource
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.backup.backup import backup
from loyalty_pipeline.home.backup.manifest import MANIFEST
from loyalty_pipeline.home.backup.restore import restore
from loyalty_pipeline.home.layout import Home


@pytest.mark.parametrize("manifest", [None, "{}", "{", "[]"])
def test_a_folder_without_a_whole_manifest_is_no_backup(
    small: Home, tmp_path: Path, manifest: str | None
) -> None:
    backup(small, tmp_path / "kept")
    (tmp_path / "kept" / MANIFEST).unlink()
    if manifest:
        (tmp_path / "kept" / MANIFEST).write_text(manifest)
    with pytest.raises(LoyaltyError, match=MANIFEST):
        restore(tmp_path / "kept", Home(tmp_path / "restored"))


def test_only_an_empty_folder_is_written_to(small: Home, tmp_path: Path) -> None:
    backup(small, tmp_path / "kept")
    with pytest.raises(LoyaltyError, match="the folder is not empty"):
        backup(small, tmp_path / "kept")
    with pytest.raises(LoyaltyError, match="the folder is not empty"):
        restore(tmp_path / "kept", small)
    assert (tmp_path / "kept" / MANIFEST).exists()
    with pytest.raises(LoyaltyError, match="in its own home"):
        backup(small, small.root / "kept")


def test_a_landing_elsewhere_stays(small: Home, tmp_path: Path) -> None:
    backup(small, tmp_path / "kept")
    restored = Home(tmp_path / "restored")
    assert restore(tmp_path / "kept", restored)["binding"]["landing"] == "/srv/landing"
    assert "/srv/landing" in (restored.root / "home.json").read_text()


def test_a_full_disk_leaves_no_half(small: Home, tmp_path: Path) -> None:
    backup(small, tmp_path / "kept")
    home = Home(tmp_path / "restored")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(LoyaltyError, match="the copy failed"):
            backup(small, tmp_path / "half")
        with pytest.raises(LoyaltyError, match="the copy failed"):
            restore(tmp_path / "kept", home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "half").exists()
    assert [path.name for path in home.root.iterdir()] == ["lock"]
    restore(tmp_path / "kept", home)
    assert (home.root / "lake" / "rows").read_bytes() == bytes(100_000)


def test_a_target_that_cannot_be_written_is_refused(small: Home) -> None:
    file = small.root / "home.json"
    for target in (file.parent.parent / "small.txt" / "x", Path("/proc/kept")):
        (file.parent.parent / "small.txt").touch()
        with pytest.raises(LoyaltyError, match="the copy failed"):
            backup(small, target)
