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


@pytest.mark.parametrize("name", ["warehouse.duckdb", "marts.duckdb"])
@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_spoiled_database_is_moved_aside(
    home: Home, name: str, content: bytes | None
) -> None:
    spoiled = Build(home).marts.read_bytes()[:5_000] if content is None else content
    (home.root / name).write_bytes(spoiled)
    cured(home, "the tables cannot be opened")
    assert not (home.root / name).exists()
    assert (home.root / f"{name}.spoiled").read_bytes() == spoiled
