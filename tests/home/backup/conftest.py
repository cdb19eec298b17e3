"""A home made by hand, for the tests of its backup."""

from pathlib import Path

import pytest

from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.layout import Home


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """A home made by hand whose landing lies elsewhere."""
    home = Home(tmp_path / "small")
    (home.root / "lake").mkdir(parents=True)
    (home.root / "lake" / "rows").write_bytes(bytes(100_000))
    bound = {"landing": "/srv/landing", "programme": "retail", "schema_version": 1}
    write_json(home.root / "home.json", bound)
    return home
