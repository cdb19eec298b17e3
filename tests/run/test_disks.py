"""Disks that are full or cannot be written: clear words, and readers keep their tables.

A test mounts a small disk of its own, which takes the right to mount.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from loyalty_pipeline.home.build import Build
from tests.support.cli import checksums, loyalty
from tests.support.shop import Shop, tables

pytestmark = pytest.mark.slow

_MEGABYTES = 64


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "none", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no right to mount a disk: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(disk: Path, leaving: int) -> Path:
    file = disk / "full"
    free = shutil.disk_usage(disk).free
    with file.open("wb") as stream:
        for _ in range((free - leaving) // 4096):
            stream.write(bytes(4096))
    return file


@pytest.mark.parametrize("leaving", [0, 300_000, 3_000_000])
def test_a_full_disk_stops_the_run_and_the_next_one_is_good(
    shop: Shop, expected: dict[str, str], disk: Path, leaving: int
) -> None:
    home = shop.home(disk / "home")
    before = checksums(Build(home).published)
    filling = _fill(disk, leaving)

    ran = loyalty(*shop.arguments(home))

    said = ran.stdout + ran.stderr
    assert ran.returncode == 1, said
    assert "Traceback" not in said
    assert "No space left" in said or "is full" in said or "disk" in said, said
    assert checksums(Build(home).published) == before

    filling.unlink()
    assert loyalty("doctor", "--cure", "--home", home.root).returncode == 0
    again = loyalty(*shop.arguments(home))
    assert again.returncode == 0, again.stdout + again.stderr
    assert tables(home) == expected


def test_a_home_that_cannot_be_written_is_refused(shop: Shop, disk: Path) -> None:
    home = shop.home(disk / "home")
    before = checksums(Build(home).published)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    ran = loyalty(*shop.arguments(home))

    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "the home cannot be written" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(Build(home).published) == before
