"""Where mutants are tried: a copy of the dbt project over a home without facts."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loyalty_pipeline.dbt import member_keys, project
from loyalty_pipeline.feeds import lake
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing import previous
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.tables import writer
from tests.mutants.declared import Mutant, MutantError

# What DuckDB says of SQL that cannot run at all; every other error is the data's.
_NO_SQL = ("Parser Error", "Binder Error", "Catalog Error", "Compilation Error")


@dataclass(frozen=True)
class Bench:
    """One process's own project, home and parse state; nobody else's are touched."""

    folder: Path

    @property
    def project(self) -> Path:
        """The copy of the dbt project."""
        return self.folder / "dbt_project"

    @property
    def unmutated(self) -> Path:
        """The parse state of the project as it is, by which dbt sees what changed."""
        return self.folder / "unmutated"

    @contextmanager
    def holding(self, mutant: Mutant) -> Iterator[None]:
        """The project with the mutant in it, and without it afterwards."""
        file = self.project / mutant.file
        source = file.read_text(encoding="utf-8")
        file.write_text(mutant.applied(source), encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(source, encoding="utf-8")

    def failing_unit_test(self) -> str:
        """The first unit test of a changed model that fails, or nothing.

        A unit test gives its model all inputs, so that those of models further down
        can notice nothing. A changed macro changes each model that uses it.
        """
        changed = ("state:modified,test_type:unit", "--state", str(self.unmutated))
        quickly = ("--fail-fast", "--no-write-json")
        for result in _dbt("test", *quickly, "--select", *changed):
            if result.status == "error" and _is_no_sql(result.message):
                raise MutantError(str(result.message))
            if result.status in ("fail", "error"):
                return str(result.node.name)
        return ""


def set_up(folder: Path) -> Bench:
    """Copy and build the project; all that this process does uses the copy from now on.

    Unit tests read nothing but the columns of their models' inputs: no fact is needed.
    """
    bench, home = Bench(folder), Home(folder / "home")
    shutil.copytree(project.PROJECT, bench.project)
    project.PROJECT = bench.project
    eager = {"DBT_INDIRECT_SELECTION": "eager", "DBT_LOG_LEVEL": "none"}
    os.environ |= {**project.environment(Build(home)), **eager}
    os.chdir(bench.project)
    lake.ensure_columns(home)
    previous.lay_out(Build(home))
    member_keys.lay_out(home)
    writer.render(Build(home), load(rule_file("retail")), date(2024, 1, 31))
    for result in [*_dbt("run"), *_dbt("test", "--select", "test_type:unit")]:
        if result.status not in ("success", "pass"):
            raise MutantError(f"{result.node.name} fails without any mutant")
    bench.unmutated.mkdir()
    shutil.copy(Build(home).dbt_target / "manifest.json", bench.unmutated)
    return bench


def _dbt(*arguments: str) -> list[Any]:
    """The results of a dbt command in this process, so that dbt is imported once."""
    from dbt.cli.main import dbtRunner

    done = dbtRunner().invoke([*arguments, "--threads", "1"])
    if done.exception:
        raise MutantError(str(done.exception))
    return list(getattr(done.result, "results", []))


def _is_no_sql(message: str | None) -> bool:
    return any(error in (message or "") for error in _NO_SQL)
