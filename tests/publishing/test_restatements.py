"""What a publication says of entries that the one before it told otherwise."""

from datetime import date, datetime, time
from pathlib import Path

import duckdb

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing import previous
from loyalty_pipeline.publishing.publication import current
from tests.support.shop import Shop


def _restated(home: Home) -> list[tuple[object, ...]]:
    with duckdb.connect(
        str(Build(home).published / "loyalty.duckdb"), read_only=True
    ) as db:
        return db.execute(
            'select publication, entry_id, was, "is", is_expires_at'
            " from ledger_restatements order by entry_id"
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
