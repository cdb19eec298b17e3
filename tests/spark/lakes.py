"""Two lakes with rules: the demonstration's, and one of random histories."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loyalty_pipeline.dbt import member_keys
from loyalty_pipeline.demo import landing as demo
from loyalty_pipeline.feeds.day_record import day_folder
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from loyalty_pipeline.publishing.publication import About
from loyalty_pipeline.publishing.publish import publish
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.writer import render
from tests.histories.compare.engine_run import rules_yaml
from tests.histories.compare.write_landing import land
from tests.histories.generate import structures
from tests.histories.runs import Run
from tests.support.engine import build, ingest


@dataclass(frozen=True)
class Lake:
    """A home that holds all that the models read, and the programme it is about."""

    home: Home
    programme: Programme


def demonstration(folder: Path) -> Lake:
    """A grocer's real year."""
    landing = folder / "landing"
    demo.land(landing)
    ingest(Home(folder), landing)
    return _ruled(folder, rule_file(demo.PROGRAMME), demo.AS_OF)


def histories(folder: Path) -> Lake:
    """Some hundred random lives under every measure, and a row that is rejected.

    What had landed first is published before the rest lands, and tells some otherwise.
    """
    run = Run(structures.EVERYTHING, 365, 2)
    world = run.world()
    landing, rules, home = folder / "landing", folder / "rules.yaml", Home(folder)
    land(landing, [world.shared, *run.lives(world)])
    first = world.landing_days[0]
    bad = day_folder(landing, "members", first) / "bad.csv"
    bad.write_text("member_id,registered_at\nnobody,never\n", encoding="utf-8")
    rules.write_text(rules_yaml(world.document), encoding="utf-8")
    ingest(home, landing, rejected=1, until=first)
    before = _ruled(folder, rules, first)
    build(home, before.programme)
    member_keys.keep(Build(home))
    publish(Build(home), About("before", first, "", "", ""), "{}", CATALOGUE)
    ingest(home, landing, rejected=1)
    return _ruled(folder, rules, world.as_of)


def _ruled(folder: Path, rules: Path, as_of: date) -> Lake:
    lake = Lake(Home(folder), load(rules))
    render(Build(lake.home), lake.programme, as_of)
    return lake
