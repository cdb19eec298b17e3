"""What facts that wait name: for who sits at the command line, and for nobody else."""

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.guard.waiting_facts import TABLE, Waiting
from loyalty_pipeline.home.build import Build

_EXAMPLES = 3
_KNOWN = 2
_COLUMNS = {
    "member": ("member_id",),
    "order": ("order_id",),
    "campaign": ("campaign_id",),
    "tier": ("tier", "min_tier"),
    "wallet": ("wallet",),
    "currency": ("currency",),
}


def with_examples(build: Build, found: Waiting) -> str:
    """What waits, with some ids that nothing is known of, and some that are known."""
    feed = FEEDS[found.feed]
    names = [column.name for column in feed.columns]
    (column,) = [name for name in _COLUMNS[found.waiting_for] if name in names]
    with duck.connect() as connection:
        warehouse = duck.literal(build.warehouse)
        connection.execute(f"attach {warehouse} as built (read_only)")
        missing = connection.execute(
            _missing(build, feed, column),
            [found.feed, found.waiting_for, list(found.days)],
        ).fetchall()
        known = connection.execute(
            "select member_id from built.intermediate.int_members"
            f" order by member_id limit {_KNOWN}"
        ).fetchall()
    says = f"{found}, such as {_listed(missing)}"
    if found.waiting_for == "member":
        says += f" (members known: {_listed(known)} …)" if known else " (none is known)"
    return says


def _missing(build: Build, feed: Feed, column: str) -> str:
    """SQL for the first few values of a column of facts that wait."""
    key = " || ':' || ".join(feed.key)
    return f"""
        select {column}
        from {duck.everything(build.home.lake / feed.name)}
        where {column} is not null and {key} in (
            select fact_key
            from {TABLE}
            where feed = $1 and waiting_for = $2 and list_contains($3, since)
        )
        group by {column}
        order by min((landed_on, file_name, row_position))
        limit {_EXAMPLES}
    """


def _listed(values: list[tuple[str]]) -> str:
    return ", ".join(value for (value,) in values)
