"""A home that an earlier release has published: read as it is, nothing built anew."""

from pathlib import Path

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.publication import AT_A_GLANCE
from tests.support.cli import loyalty
from tests.support.shop import Shop, copied


def test_a_publication_without_its_json_is_read_from_its_tables(
    shop: Shop, uninterrupted: Home, tmp_path: Path
) -> None:
    home = copied(uninterrupted, tmp_path / "home")
    build = Build(home)
    before = current(build)
    (build.published / AT_A_GLANCE).unlink()
    assert before is not None
    assert current(build) == before
    ran = loyalty(*shop.arguments(home))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "nothing is new" in ran.stdout
    assert not (build.published / AT_A_GLANCE).exists()
