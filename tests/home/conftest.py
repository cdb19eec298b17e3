"""A home with nothing in it yet."""

from pathlib import Path

import pytest

from loyalty_pipeline.home.layout import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose folder is empty."""
    root = tmp_path / "home"
    root.mkdir()
    return Home(root)
