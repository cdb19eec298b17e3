"""What the README, the contributing page and the example of settings say is true."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from loyalty_pipeline.cli.main import main
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from loyalty_pipeline.rules.loading import rule_file
from loyalty_pipeline.settings import Settings
from tests.support.cli import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (REPOSITORY / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
MODELS = REPOSITORY / "dbt_project" / "models"
PROGRAMMES = list(rule_file("retail").parent.glob("*.yaml"))


def _rules() -> list[tuple[str, str, str]]:
    """The YAML key, model and unit test of each row of the table."""
    table = README.split("## Where a rule lives")[1].split("\n## ")[0]
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


PAGES = ("README.md", "expectations/README.md", ".github/CONTRIBUTING.md")
LINKS = [
    Path(page).parent / link
    for page in PAGES
    for link in re.findall(r"\]\(([^)#]+)\)", (REPOSITORY / page).read_text())
]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_link_leads_somewhere(link: Path) -> None:
    assert (REPOSITORY / link).exists()


def _commands(group: click.Group, prefix: str = "loyalty") -> Iterator[str]:
    """Every command as it is typed, those of groups among them."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


SETTINGS = {f"LOYALTY_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("words", [*_commands(main), *sorted(SETTINGS)])
def test_every_command_and_setting_stands_in_the_readme(words: str) -> None:
    assert words in " ".join(README.split())


def test_the_example_of_settings_has_each_of_them_once() -> None:
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?\s*([A-Z][A-Z0-9_]*)=", example, re.MULTILINE)
    # Of a shop's databases each has a name of its own.
    own = [re.sub("^(LOYALTY_SOURCE)_SHOP$", r"\1", name) for name in named]
    assert sorted(own) == sorted(SETTINGS)


def test_the_readme_lists_the_feeds_with_their_required_columns() -> None:
    table = README.split("| feed | required columns |")[1].split("\n\n")[0]
    rows = [re.findall(r"`(\w+)`", line) for line in table.splitlines()]
    listed = {feed: set(columns) for feed, *columns in filter(None, rows)}
    assert listed == {
        name: {column.name for column in feed.columns if column.required}
        for name, feed in FEEDS.items()
    }


def test_the_readme_lists_the_published_tables() -> None:
    table = README.split("## What is published")[1].split("\n\nInstants")[0]
    listed = set(
        re.findall(r"`(\w+)`", "".join(re.findall(r"^\|[^|]*\|", table, re.M)))
    )
    assert listed == {*CATALOGUE, "_publication"}


# A path from the top folder on, or the bare name of a file that lies there.
PATHS = re.findall(r"`([\w./-]+/[\w./-]*|\.?[\w-]+\.\w+)`", CONTRIBUTING)


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_a_path_of_the_contributing_page_exists(path: str) -> None:
    assert (REPOSITORY / path).exists()


def test_each_of_the_six_tasks_is_told_in_under_eight_lines() -> None:
    section = CONTRIBUTING.split("## Six things one might add\n")[1].split("\n## ")[0]
    tasks = section.strip().split("\n\n")
    assert len(tasks) == 6
    assert all(len(task.splitlines()) < 8 for task in tasks)


def test_the_sources_of_the_readme_are_valid(tmp_path: Path) -> None:
    (block,) = [
        block
        for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
        if "connection:" in block
    ]
    (tmp_path / "sources.yaml").write_text(block, encoding="utf-8")
    assert [*sources_of(tmp_path)] == ["members", "orders"]
