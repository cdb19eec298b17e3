"""Readers see a whole publication, and the next run a warehouse it can open."""

from pathlib import Path

import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.home.doctor.processes import cured
from tests.support.small_warehouse import published


def test_a_dangling_link_leads_to_the_newest_whole_publication(home: Home) -> None:
    published(home, "second")
    published(home, "third")
    (Build(home).publications / "third" / "points.parquet").write_bytes(b"spoiled")
    Build(home).published.unlink()
    Build(home).published.symlink_to("publications/gone")
    assert "second" in cured(home, "`published` leads nowhere").remedy
    assert Build(home).published.readlink() == Path("publications/second")


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_spoiled_warehouse_is_moved_aside(home: Home, content: bytes | None) -> None:
    whole = Build(home).warehouse.read_bytes()
    spoiled = whole[:5_000] if content is None else content
    Build(home).warehouse.write_bytes(spoiled)
    cured(home, "the warehouse cannot be opened")
    assert not Build(home).warehouse.exists()
    assert (home.root / "warehouse.duckdb.spoiled").read_bytes() == spoiled
