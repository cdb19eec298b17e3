"""`make help` and the hooks of commits keep up with the Makefile."""

import re

import yaml

from tests.support.cli import REPOSITORY

MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
HOOKS = (REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8")


def _targets() -> list[str]:
    """The targets that are no files."""
    (line,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    return str(line).split()


def test_make_help_explains_every_target() -> None:
    explained = re.findall(r"^([a-z-]+):.*## \w", MAKEFILE, re.MULTILINE)
    assert sorted(explained) == sorted(_targets())


def test_hooks_run_the_commands_of_make_lint() -> None:
    lint = MAKEFILE.split("\nlint:")[1].split("\n\n")[0]
    commands = re.findall(r"^\t(.+)$", lint, re.MULTILINE)
    (local,) = yaml.safe_load(HOOKS)["repos"]
    assert local["repo"] == "local"
    assert {hook["language"] for hook in local["hooks"]} == {"system"}
    entries = [hook["entry"] for hook in local["hooks"]]
    wanted = [
        command.replace("$(BIN)", ".venv/bin")
        .replace("$(MAKE) --no-print-directory", "make")
        .removesuffix(" .")
        .removesuffix(" dbt_project")
        for command in commands
    ]
    assert entries == wanted
