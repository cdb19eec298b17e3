"""A sound rule file for the tests of rules, changed one place at a time."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.loading import SHIPPED, load
from loyalty_pipeline.rules.model.programme import Programme

Rules = dict[str, Any]
Change = Callable[[Rules], object]


def sound() -> Rules:
    """Rules of two versions, the second from 2025 on."""
    text = (SHIPPED / "retail.yaml").read_text(encoding="utf-8")
    rules: Rules = yaml.safe_load(text)
    rules["versions"].append(deepcopy(rules["versions"][0]))
    rules["versions"][1]["effective_from"] = date(2025, 1, 1)
    return rules


def written(folder: Path, rules: Rules) -> Path:
    file = folder / "rules.yaml"
    text = yaml.safe_dump(rules, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")
    return file


def put(path: str, value: object) -> Change:
    """The change that writes a value at a path such as `versions.0.tiers.1.code`."""

    def change(rules: Rules) -> None:
        *steps, last = path.split(".")
        part: Any = rules
        for step in steps:
            part = part[int(step)] if step.isdigit() else part[step]
        part[int(last) if last.isdigit() else last] = value

    return change


def gone(path: str) -> Change:
    """The change that removes the key at a path."""

    def change(rules: Rules) -> None:
        *steps, last = path.split(".")
        part: Any = rules
        for step in steps:
            part = part[int(step)] if step.isdigit() else part[step]
        del part[last]

    return change


def loaded(folder: Path, *changes: Change) -> Programme:
    rules = sound()
    for change in changes:
        change(rules)
    return load(written(folder, rules))


def refusal(folder: Path, *changes: Change) -> str:
    """What is said of rules with some changes; fails where they load."""
    with pytest.raises(LoyaltyError) as refused:
        loaded(folder, *changes)
    assert refused.value.where == str(folder / "rules.yaml")
    assert "rules.yaml" in refused.value.what
    return refused.value.what


def places(what: str) -> list[str]:
    """The paths that a refusal names."""
    lines = what.splitlines()[1:]
    return [line.strip().split(" = ")[0].split(": ")[0] for line in lines]
