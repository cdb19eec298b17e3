"""What a publication says of entries that the one before it told otherwise."""

from datetime import date, datetime, time
from pathlib import Path

import duckdb

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing import previous
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.previous_tables import TABLES
from tests.support.shop import Shop


def _restated(home: Home) -> list[tuple[object, ...]]:
    with duckdb.connect(
        str(Build(home).published / "loyalty.duckdb"), read_only=True
    ) as db:
        return db.execute(
            "select publication, entry_id, points_before, points_after,"
            " expires_at_after from ledger_restatements order by entry_id"
        ).fetchall()


def test_a_corrected_order_restates_its_entry(shop: Shop, uninterrupted: Home) -> None:
    published = current(Build(shop.template))
    assert published is not None
    first, midnight = published.about.run, time(16)  # of Shanghai, in UTC
    of_order = datetime.combine(date(2026, 1, 14), midnight)
    of_late = datetime.combine(date(2026, 2, 14), midnight)
    assert _restated(uninterrupted) == [
        # The order of 4,750 yuan turns out to have been one of 1.
        (first, "earn:o19-0", 4750, 1, of_order),
        # Orders of February that landed in March, after the first publication.
        *sorted((first, f"earn:p{n}", None, 99, of_late) for n in range(20)),
    ]


def test_the_first_publication_restates_nothing(shop: Shop) -> None:
    assert _restated(shop.template) == []


def test_a_publication_without_a_ledger_is_none_to_compare_with(
    shop: Shop, tmp_path: Path
) -> None:
    home = shop.home(tmp_path / "home")
    (Build(home).published / "points_ledger.parquet").unlink()
    previous.lay_out(Build(home))
    for name in ("publication", "points_ledger"):
        file = Build(home).previous / f"{name}.parquet"
        assert duckdb.execute(f"select count(*) from '{file}'").fetchall() == [(0,)]


# A restatement as the release before named its columns.
_OF_THE_RELEASE_BEFORE = """
    select
        'run-1' as publication, 'earn:a' as entry_id, 'ann' as member_id,
        'main' as wallet, 'earn' as entry_type, 5::bigint as was, null::bigint as "is",
        timestamp '2025-01-01 09:00:00' as was_occurred_at,
        null::timestamp as is_occurred_at,
        timestamp '2026-01-01 16:00:00' as was_expires_at,
        null::timestamp as is_expires_at
"""


def test_restatements_of_the_release_before_are_read_on_under_their_new_names(
    shop: Shop, tmp_path: Path
) -> None:
    home = shop.home(tmp_path / "home")
    published = Build(home).published / "ledger_restatements.parquet"
    published.unlink()
    duckdb.execute(f"copy ({_OF_THE_RELEASE_BEFORE}) to '{published}'")

    previous.lay_out(Build(home))

    laid_out = f"from '{Build(home).previous / published.name}'"
    described = duckdb.execute(f"describe {laid_out}").fetchall()
    assert {row[0]: row[1] for row in described} == TABLES[published.stem]
    rows = duckdb.execute(_OF_THE_RELEASE_BEFORE).fetchall()
    assert duckdb.execute(laid_out).fetchall() == rows
    # The publication is still one to compare with.
    file = Build(home).previous / "publication.parquet"
    assert duckdb.execute(f"select count(*) from '{file}'").fetchall() == [(1,)]
