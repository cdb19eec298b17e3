"""The README's table of rules: each row names things that exist."""

import re
from pathlib import Path

import pytest
import yaml

from loyalty_pipeline.rules.loading import rule_file
from tests.support.cli import REPOSITORY

MODELS = REPOSITORY / "dbt_project" / "models"
PROGRAMMES = list(rule_file("retail").parent.glob("*.yaml"))


def _rules() -> list[tuple[str, str, str]]:
    """The YAML key, model and unit test of each row of the table."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Where a rule lives")[1].split("\n## ")[0]
    rows = [re.findall(r"`([^`]+)`", line) for line in table.splitlines()]
    return [(key, model, test) for key, model, test in filter(None, rows)]


def test_the_table_has_rules() -> None:
    assert len(_rules()) >= 10


@pytest.mark.parametrize(("key", "model", "test"), _rules())
def test_a_rule_of_the_readme_exists(key: str, model: str, test: str) -> None:
    (sql,) = MODELS.rglob(f"{model}.sql")
    documents = [yaml.safe_load(file.read_text()) for file in sql.parent.glob("*.yml")]
    shown = {
        (unit_test["model"], unit_test["name"])
        for document in documents
        for unit_test in document.get("unit_tests", [])
    }
    assert (model, test) in shown
    word = key.split(".")[-1].split("[")[0]
    assert any(f"{word}:" in rules.read_text() for rules in PROGRAMMES)


@pytest.mark.parametrize(
    "link",
    re.findall(r"\]\(([^)#]+)\)", (REPOSITORY / "README.md").read_text()),
)
def test_a_link_of_the_readme_leads_somewhere(link: str) -> None:
    assert (REPOSITORY / Path(link)).exists()
