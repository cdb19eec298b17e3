"""A sound home, which each test lets something happen to."""

from pathlib import Path

import pytest

from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.binding import SCHEMA_VERSION
from loyalty_pipeline.home.layout import Home
from tests.support.small_warehouse import home_of, published


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one publication."""
    home = home_of(tmp_path)
    bound = {"landing": "/srv", "programme": "retail", "schema_version": SCHEMA_VERSION}
    write_json(home.root / "home.json", bound)
    published(home, "first")
    return home
