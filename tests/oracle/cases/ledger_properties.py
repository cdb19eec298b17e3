"""Random ledgers looked at: on which days, how many, and their rows by column."""

from hypothesis import settings
from hypothesis import strategies as st

from tests.oracle.cases.programme_cases import june
from tests.oracle.replay import Line, Outcome

DAYS = st.integers(1, 30).map(june)
# The same examples every time: a run says something of the code, not of chance.
MANY_EXAMPLES = settings(
    max_examples=150, deadline=None, derandomize=True, database=None
)
# Of a row of the ledger.
ENTRY, KIND, POINTS, AT, AVAILABLE, EXPIRES, SOURCE = 0, 3, 4, 5, 6, 7, 8


def lot_sizes(outcome: Outcome) -> dict[str, int]:
    """Return each lot's points less those clawed back while it was pending."""
    rows = {line[ENTRY]: line for line in outcome.points_ledger}
    left = {name: row[POINTS] for name, row in rows.items() if row[AVAILABLE]}
    for row in clawed_while_pending(outcome):
        left[row[ENTRY].split(":", 2)[2]] += row[POINTS]
    return left


def clawed_while_pending(outcome: Outcome) -> list[Line]:
    """Return the clawbacks that no lot pays for."""
    available = {line[ENTRY]: line[AVAILABLE] for line in outcome.points_ledger}
    clawbacks = [line for line in outcome.points_ledger if line[KIND] == "clawback"]
    return [c for c in clawbacks if c[AT] < available[c[ENTRY].split(":", 2)[2]]]
