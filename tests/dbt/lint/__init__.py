"""What the SQL linter shows the templates, in place of dbt's own context."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

_PROJECT = Path(__file__).resolve().parents[3] / "dbt_project" / "dbt_project.yml"
_VARS = yaml.safe_load(_PROJECT.read_text(encoding="utf-8"))["vars"]


def var(name: str) -> Any:
    """The default programme's structure, as the project declares it."""
    return _VARS[name]


class _Adapter:
    """Answers a dispatched macro with an expression of its arguments."""

    def dispatch(self, _macro: str, _package: str) -> Callable[..., str]:
        return lambda *terms: f"({' + '.join(map(str, terms))})"

    def quote(self, name: str) -> str:
        """A name that is a word of SQL, as DuckDB writes it."""
        return f'"{name}"'


adapter = _Adapter()
