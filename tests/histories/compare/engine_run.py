"""One run of the engine: a landing and rules in, the published tables out."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import yaml

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import load
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables import writer
from tests.histories.generate.programmes import Document
from tests.oracle.tables.columns import ROWS, PublishedRow, query
from tests.support.engine import BuildError as BuildError
from tests.support.engine import build, emptied, ingest

Tables = dict[str, list[PublishedRow]]


class _Dumper(yaml.SafeDumper):
    """Decimals by their digits and lists in full, as a person writes them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is written as a reference to something above."""
        return True


_FLOAT = "tag:yaml.org,2002:float"
_Dumper.add_representer(Decimal, lambda d, n: d.represent_scalar(_FLOAT, f"{n:f}"))


def engine_tables(folder: Path, document: Document, as_of: date) -> Tables:
    """Build everything from `<folder>/landing`; return the tables.

    A second call over a folder reads the landing anew; the parsed models are kept.
    """
    home = Home(folder)
    emptied(home)
    programme = _programme(folder / "rules.yaml", document)
    ingest(home, home.root / "landing")
    writer.render(Build(home), programme, as_of)
    build(home, programme)
    with duckdb.connect(str(Build(home).marts), read_only=True) as connection:
        return {table: _rows(connection, table) for table in ROWS}


def _programme(file: Path, document: Document) -> Programme:
    file.write_text(rules_yaml(document), encoding="utf-8")
    return load(file)


def rules_yaml(document: Document) -> str:
    """The rules as the page that a marketer would write."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, default_flow_style=None)


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[PublishedRow]:
    """A table's rows with their columns by name, instants in UTC."""
    fetched = connection.execute(query(table)).fetchall()
    return [ROWS[table]._make(map(_in_utc, values)) for values in fetched]


def _in_utc(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
