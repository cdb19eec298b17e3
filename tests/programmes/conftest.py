"""One folder for all programmes, so that those of one structure share a parse."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def programmes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the programmes are run in."""
    return tmp_path_factory.mktemp("programmes")
