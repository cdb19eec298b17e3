"""Written tables hold what was written; fingerprints and structure follow the rules."""

from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.rules.dbt_vars import structure
from loyalty_pipeline.rules.tables.table import Table
from loyalty_pipeline.rules.tables.writer import write_table
from tests.rules.rule_files import loaded, put


@pytest.mark.parametrize(
    "name",
    [
        "普通会员", "O'Neil", '5" off', '"', '""', "a,b", "a\nb", "a\r\nb", "\r", " a ",
        "#a", "a\\b", "\\N", "NULL", "''", "a\tb", "a|b;c", "{}", "$x", '"\n"',
    ],
)  # fmt: skip
def test_a_name_is_kept_letter_for_letter(tmp_path: Path, name: str) -> None:
    table = Table({"number": "INTEGER", "name": "VARCHAR"}, [(1, name), (2, None)])
    write_table(tmp_path / "names.parquet", table)
    found = duckdb.execute(
        "from read_parquet(?)", [str(tmp_path / "names.parquet")]
    ).fetchall()
    assert found == [(1, name), (2, None)]


def test_equal_rules_have_equal_fingerprints(tmp_path: Path) -> None:
    plain = loaded(tmp_path).fingerprint
    assert plain == loaded(tmp_path).fingerprint
    weight = put("versions.1.points.clawback_days", 31)
    assert plain != loaded(tmp_path, weight).fingerprint


def test_numbers_alone_leave_the_structure_as_it_is(tmp_path: Path) -> None:
    plain = structure(loaded(tmp_path))
    numbers = put("versions.0.metrics.0.target", 5000), put("point_value", 1)
    assert structure(loaded(tmp_path, *numbers)) == plain
    kinds = [put(f"versions.{v}.metrics.2.kinds", ["click"]) for v in (0, 1)]
    assert structure(loaded(tmp_path, *kinds)) != plain
