"""Generated data to measure with: any number of orders, the same each time."""

from pathlib import Path

import duckdb

AS_OF = "2025-12-31"
_ORDERS_A_MEMBER = 20

_MACROS = """
    create macro member_of(number) as 'm' || hash(number) % {members};
    create macro instant_of(number) as timestamp '2023-01-01 00:00:00'
        + to_seconds(cast(hash(number) % 94608000 as bigint));
"""

# Three years of orders and twice as many events, a twentieth of the orders returned in
# part, redemptions and a campaign a month, all spread by a fixed hash.
_FEEDS = {
    "members": """
        select 'm' || n as member_id, timestamp '2022-12-01 00:00:00' as registered_at
        from range({members}) as t(n)
    """,
    "orders": """
        select
            'o' || n as order_id,
            member_of(n) as member_id,
            instant_of(n + 1) as ordered_at,
            cast(hash(n + 2) % 60000 / 100 as decimal(18, 2)) as amount,
            'CNY' as currency
        from range({orders}) as t(n)
    """,
    "activity_events": """
        select
            'e' || n as event_id,
            member_of(n + 3) as member_id,
            instant_of(n + 4) as occurred_at,
            if(hash(n + 5) % 4 = 0, 'campaign_response', 'campaign_exposure') as kind
        from range(2 * {orders}) as t(n)
    """,
    "order_returns": """
        select
            'r' || n as return_id,
            'o' || 20 * n as order_id,
            instant_of(20 * n + 1) + interval 10 days as returned_at,
            cast(1 + hash(n + 6) % 30000 / 100 as decimal(18, 2)) as amount
        from range({orders} // 20) as t(n)
    """,
    "redemptions": """
        select
            'd' || n as redemption_id,
            member_of(n + 7) as member_id,
            instant_of(n + 8) as redeemed_at,
            1 + hash(n + 9) % 2000 as points
        from range({orders} // 10) as t(n)
    """,
    "campaigns": """
        select
            'c' || n as campaign_id,
            'campaign ' || n as name,
            if(n % 3 = 0, 'bonus_points', 'points_multiplier') as kind,
            timestamp '2023-01-01 00:00:00' + to_days(cast(30 * n as integer))
                as starts_at,
            timestamp '2023-02-15 00:00:00' + to_days(cast(30 * n as integer))
                as ends_at,
            if(n % 3 = 0, null, 2) as multiplier,
            if(n % 3 = 0, 50, null) as bonus_points,
            if(n % 2 = 0, 'all', 'targeted') as audience,
            if(n % 5 = 0, 500, null) as max_points_per_member
        from range(36) as t(n)
    """,
    "campaign_targets": """
        select distinct
            'c' || hash(n + 10) % 36 as campaign_id,
            member_of(n + 11) as member_id
        from range(2 * {members}) as t(n)
    """,
}


def land_orders(folder: Path, orders: int, suffix: str) -> None:
    """Write one landing day of orders alone, as `parquet` or `csv`."""
    day = folder / "orders" / "landed_on=2026-01-01"
    day.mkdir(parents=True)
    sizes = {"orders": orders, "members": max(1, orders // _ORDERS_A_MEMBER)}
    with duckdb.connect() as connection:
        connection.execute(_MACROS.format(**sizes))
        select = _FEEDS["orders"].format(**sizes)
        file = f"'{day}/part.{suffix}' (format {suffix})"
        connection.execute(f"copy ({select}) to {file}")


def land(folder: Path, orders: int) -> None:
    """Write one landing day of each feed, for so many orders."""
    sizes = {"orders": orders, "members": max(1, orders // _ORDERS_A_MEMBER)}
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false")
        connection.execute(_MACROS.format(**sizes))
        for feed, query in _FEEDS.items():
            day = folder / feed / "landed_on=2026-01-01"
            day.mkdir(parents=True)
            select = query.format(**sizes)
            connection.execute(f"copy ({select}) to '{day}/part.parquet'")
