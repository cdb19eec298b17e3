"""A day as one row of numbers, which the rules of its feed are about."""

from datetime import date

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import DayRecord
from loyalty_pipeline.guard import day_columns, rejected_share, row_counts, values
from loyalty_pipeline.guard.compared_day import Day
from loyalty_pipeline.guard.history import History
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.new_kinds import new_kinds
from loyalty_pipeline.home.layout import Home


def measures(
    home: Home, feed: Feed, day: date, record: DayRecord, history: History
) -> dict[str, Measure]:
    """Every number that a rule of the feed may be about, by its column's name."""
    own = history.of(day)
    it = Day(feed, day, record, own, history.before(day))
    known = [*it.earlier.values(), *([own] if own else [])]
    return {
        "nothing_readable": rejected_share.nothing_readable(record),
        "rejected_share": rejected_share.rows(record),
        "unreadable_share": rejected_share.unreadable(record),
        "rows_to_trailing_median": row_counts.rows(it),
        "rows_lost_share": row_counts.lost(it),
        "rows_lost_with_files": row_counts.lost_with_files(it, home),
        "columns_gone": day_columns.gone(feed, record, known),
        "columns_unknown_and_new": day_columns.unknown(record, known),
        **new_kinds(it),
        **values.null_shares(it),
        **values.quantiles(it),
    }
