"""What is never written over PostgreSQL's tables by itself."""

from loyalty_pipeline.errors import RunFailedError
from loyalty_pipeline.publishing.postgres.address import VARIABLE, Address
from loyalty_pipeline.publishing.postgres.errors import BiError
from loyalty_pipeline.publishing.postgres.holding import Holding
from loyalty_pipeline.publishing.publication import Publication

# Of these a table of half the rows is no day's work. Others come and go: what waits,
# what was rejected, who holds a benefit.
_MEMBERS_AND_LEDGER = (
    "members",
    "member_points",
    "member_score_metrics",
    "member_scores",
    "member_tier_history",
    "member_tiers",
    "points_allocations",
    "points_ledger",
)
_LEAST_SHARE = 0.5


def refuse_stranger(address: Address, holding: Holding, programme: str) -> None:
    """Refuse a schema that shows another programme."""
    if holding.owner not in (None, owner(programme)):
        raise BiError(
            f"the schema shows another programme: {holding.owner}",
            f"{VARIABLE}, {address.shown}",
            "give each programme a schema of its own by LOYALTY_BI_SCHEMA",
        )


def owner(programme: str) -> str:
    """What the schema says of itself."""
    return f"Loyalty programme {programme}: tables of its current publication."


def refuse_shrink(address: Address, holding: Holding, new: Publication) -> None:
    """Refuse tables that lose more than half of their rows, or all of them."""
    found = [
        f"{table.table} from {held.rows:,} rows to {table.rows:,}"
        for table in new.tables
        if table.table in _MEMBERS_AND_LEDGER
        and (held := holding.tables.get(table.table))
        and table.rows < held.rows * _LEAST_SHARE
    ]
    if found:
        raise RunFailedError(
            "PostgreSQL for BI was left as it is: these tables would shrink: "
            + ", ".join(found),
            f"{VARIABLE}, {address.shown}",
            "see why in the publication's files; if they are right:"
            " loyalty bi sync --confirm",
        )
