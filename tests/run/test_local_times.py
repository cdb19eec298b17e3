"""A shop whose update times are of its own clock: told, and right once declared."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.cli import loyalty
from tests.support.workbooks import workbook

_HEADER = "order_id,member_id,ordered_at,amount,currency,updated_at"
_BOUGHT = "2024-03-01 23:30:00"


def _export(landing: Path, day: str, *rows: str) -> None:
    file = landing / "orders" / f"landed_on={day}" / "export.csv"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join([_HEADER, *rows]) + "\n", encoding="utf-8")


def _points(home: Home) -> list[tuple[str, int]]:
    file = Build(home).published / "points_ledger.parquet"
    found = duckdb.execute(f"select member_id, points from '{file}' where points > 0")
    return sorted((str(member), int(points)) for member, points in found.fetchall())


@pytest.mark.slow
def test_a_correction_that_lost_to_the_shops_own_time_counts_once_that_is_declared(
    tmp_path: Path,
) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    workbook(
        landing / "members" / "landed_on=2024-03-01" / "members.xlsx",
        [
            ["member_id", "registered_at"],
            ["iris", datetime(2024, 1, 2, 9)],
            ["noor", datetime(2024, 1, 2, 9)],
        ],
    )
    _export(
        landing,
        "2024-03-02",
        f"K-1,iris,{_BOUGHT},1200.00,CNY,2024-03-02 06:10:00",
        f"K-2,noor,{_BOUGHT},40.00,CNY,2024-03-02 06:10:00",
    )
    corrected = f"K-1,iris,{_BOUGHT},120.00,CNY,2024-03-01T23:30:00Z"
    _export(landing, "2024-03-03", corrected)
    arguments = [
        *("run", "--home", str(home.root), "--landing", str(landing)),
        *("--programme", "points_ladder", "--as-of", "2024-03-05"),
    ]
    ran = loyalty(*arguments)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert _points(home) == [("iris", 1200), ("noor", 40)]
    assert "1 row is superseded" in ran.stdout
    assert "1 of them landed after the row that holds" in ran.stdout
    assert "declare `timezone` in landing.yaml" in ran.stdout
    assert "members: 2 instants without an offset" in ran.stdout

    said = "defaults: {timezone: Asia/Shanghai}\n"
    (landing / "landing.yaml").write_text(said, encoding="utf-8")
    ran = loyalty(*arguments)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert _points(home) == [("iris", 120), ("noor", 40)]
    assert "landed after the row that holds" not in ran.stdout
