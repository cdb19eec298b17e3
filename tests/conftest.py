"""The demonstration and a small shop, run once for every test that looks at them."""

from pathlib import Path

import pytest
import yaml

from loyalty_pipeline.demo import landing as demo
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import rule_file
from tests.oracle.facts.landing import read_landing
from tests.oracle.replay import Outcome, replay
from tests.support.cli import loyalty
from tests.support.shared_once import shared
from tests.support.shop import Shop, open_shop, tables
from tests.support.watched_file import watching


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which `loyalty demo` has run."""
    return shared(tmp_path_factory, "demo", _demo)


@pytest.fixture(scope="session")
def replayed(demo_home: Home) -> Outcome:
    """The demonstration as the independent replay works it out."""
    facts = read_landing(demo_home.root / "landing")
    file: Path = rule_file(demo.PROGRAMME)
    return replay(facts, yaml.safe_load(file.read_text()), demo.AS_OF)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop that has published its first day, and has landed its second."""
    return shared(tmp_path_factory, "shop", open_shop)


@pytest.fixture(scope="session")
def uninterrupted(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of the shop in which a run has published both days."""

    def run_on(folder: Path) -> Home:
        home = shop.home(folder / "home")
        # Watched, so that it serves also whoever asks how often rules are read.
        watched = watching(rule_file("retail"), folder / "watch")
        ran = loyalty(*shop.arguments(home), settings=watched)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert tables(home) != shop.before
        return home

    return shared(tmp_path_factory, "uninterrupted", run_on)


@pytest.fixture(scope="session")
def expected(uninterrupted: Home) -> dict[str, str]:
    """What an uninterrupted run publishes of both days."""
    return tables(uninterrupted)


def _demo(folder: Path) -> Home:
    home = Home(folder)
    ran = loyalty("demo", "--home", home.root)
    assert ran.returncode == 0, ran.stderr
    (home.root / "said.txt").write_text(ran.stdout)
    return home
