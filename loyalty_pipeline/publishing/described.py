"""What each published table is, from the YAML beside its model: grain, key, columns."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loyalty_pipeline.dbt.project import PROJECT
from loyalty_pipeline.publishing.publication import ABOUT_TABLE

_MARTS = PROJECT / "models" / "marts"


@dataclass(frozen=True)
class Described:
    """A table in words: `columns` says what each column holds, and in which unit."""

    says: str
    key: tuple[str, ...]
    columns: dict[str, str]


_ABOUT = Described(
    "One row per published table: what the publication it belongs to is about.",
    ("table_name",),
    {
        "run": "The publication's name.",
        "as_of": "The local day that the tables are about.",
        "rules_hash": "A digest of the programme's rules.",
        "inputs_hash": "A digest of all that the tables are a function of.",
        "released": "What checks found on days that were let in nevertheless.",
        "published_at": "The instant (UTC) at which the publication was written.",
        "table_name": "The table.",
        "rows": "How many rows it has.",
        "checksum": "The SHA-256 of its Parquet file.",
    },
)


@cache
def described() -> dict[str, Described]:
    """Every published table by name, `_publication` included."""
    found = {ABOUT_TABLE: _ABOUT}
    for file in sorted(_MARTS.rglob("*.yml")):
        for model in _models(file):
            found[model["name"]] = Described(
                _one_line(model["description"]),
                tuple(model["config"]["meta"]["key"]),
                {c["name"]: _one_line(c["description"]) for c in model["columns"]},
            )
    return found


def _models(file: Path) -> list[dict[str, Any]]:
    text = file.read_text(encoding="utf-8")
    models: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)["models"]
    return models


def _one_line(text: str) -> str:
    return " ".join(text.split())
