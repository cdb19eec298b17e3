"""Settings of the tests on random ledgers, and what they ask of a ledger."""

from hypothesis import settings
from hypothesis import strategies as st

from tests.oracle.cases.programme_cases import june
from tests.oracle.points.debits import clawed_back_credit
from tests.oracle.replay import Outcome
from tests.oracle.tables.points_rows import PointsLedgerRow

DAYS = st.integers(1, 30).map(june)
# The same examples every time: a run says something of the code, not of chance.
MANY_EXAMPLES = settings(
    max_examples=150, deadline=None, derandomize=True, database=None
)


def lot_sizes(outcome: Outcome) -> dict[str, int]:
    """Return each lot's points less those clawed back while it was pending."""
    credits = [row for row in outcome.points_ledger if row.available_at]
    left = {row.entry_id: row.points for row in credits}
    for row in clawed_while_pending(outcome):
        left[clawed_back_credit(row.entry_id)] += row.points
    return left


def clawed_while_pending(outcome: Outcome) -> list[PointsLedgerRow]:
    """Return the clawbacks that no lot pays for."""
    available = {row.entry_id: row.available_at for row in outcome.points_ledger}

    def is_early(clawback: PointsLedgerRow) -> bool:
        credited = available[clawed_back_credit(clawback.entry_id)]
        assert credited is not None
        return clawback.occurred_at < credited

    clawbacks = [row for row in outcome.points_ledger if row.entry_type == "clawback"]
    return [row for row in clawbacks if is_early(row)]
