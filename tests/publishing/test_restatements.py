"""What a publication says of entries that the one before it told otherwise."""

from pathlib import Path

import duckdb

from loyalty_pipeline.home import Home
from loyalty_pipeline.publishing import former
from loyalty_pipeline.publishing.shown import current
from tests.shops import Shop


def _restated(home: Home) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home.published / "loyalty.duckdb"), read_only=True) as db:
        return db.execute(
            'select publication, entry_id, was, "is", is_expires_at'
            " from ledger_restatements"
        ).fetchall()


def test_a_corrected_order_restates_its_entry(shop: Shop, uninterrupted: Home) -> None:
    published = current(shop.template)
    assert published is not None
    # The order of 47.50 turns out to have been one of a cent, which is worth no point;
    # the orders that came with the correction are of 99 cents, and give none either.
    assert _restated(uninterrupted) == [
        (published[0].run, "earn:o19-0", 47, None, None)
    ]


def test_the_first_publication_restates_nothing(shop: Shop) -> None:
    assert _restated(shop.template) == []


def test_a_publication_without_a_ledger_is_none_to_compare_with(
    shop: Shop, tmp_path: Path
) -> None:
    home = shop.home(tmp_path / "home")
    (home.published / "points_ledger.parquet").unlink()
    former.lay_out(home)
    for name in ("publication", *former.TABLES):
        file = home.former / f"{name}.parquet"
        assert duckdb.execute(f"select count(*) from '{file}'").fetchall() == [(0,)]
