"""Seconds and memory of a whole run on generated data; BENCH_ORDERS sets the size."""

import os
import resource
import tempfile
from pathlib import Path

import duckdb

from tests.support.cli import loyalty

ORDERS = int(os.environ.get("BENCH_ORDERS", "1000000"))
ORDERS_A_MEMBER = 20
AS_OF = "2025-12-31"

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
            'm' || hash(n) % {members} as member_id,
            timestamp '2023-01-01 00:00:00'
                + to_seconds(cast(hash(n + 1) % 94608000 as bigint)) as ordered_at,
            cast(hash(n + 2) % 60000 / 100 as decimal(18, 2)) as amount,
            'CNY' as currency
        from range({orders}) as t(n)
    """,
    "activity_events": """
        select
            'e' || n as event_id,
            'm' || hash(n + 3) % {members} as member_id,
            timestamp '2023-01-01 00:00:00'
                + to_seconds(cast(hash(n + 4) % 94608000 as bigint)) as occurred_at,
            if(hash(n + 5) % 4 = 0, 'campaign_response', 'campaign_exposure') as kind
        from range(2 * {orders}) as t(n)
    """,
    "order_returns": """
        select
            'r' || n as return_id,
            'o' || 20 * n as order_id,
            timestamp '2023-01-01 00:00:00'
                + to_seconds(cast(hash(20 * n + 1) % 94608000 as bigint) + 864000)
                as returned_at,
            cast(1 + hash(n + 6) % 30000 / 100 as decimal(18, 2)) as amount
        from range({orders} // 20) as t(n)
    """,
    "redemptions": """
        select
            'd' || n as redemption_id,
            'm' || hash(n + 7) % {members} as member_id,
            timestamp '2023-01-01 00:00:00'
                + to_seconds(cast(hash(n + 8) % 94608000 as bigint)) as redeemed_at,
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
            'm' || hash(n + 11) % {members} as member_id
        from range(2 * {members}) as t(n)
    """,
}


def main() -> None:
    """Land the data, run twice, print what each run says of its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _land(home / "landing")
        for name in ("first run", "second run, nothing new"):
            ran = loyalty("run", "--home", home, "--as-of", AS_OF)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
            print(f"{name}, {ORDERS:,} orders, peak of a process {peak:.1f} GiB")
            print(
                ran.stdout[ran.stdout.find("Seconds:") :].split("\n\n")[0], ran.stderr
            )


def _land(landing: Path) -> None:
    sizes = {"orders": ORDERS, "members": max(1, ORDERS // ORDERS_A_MEMBER)}
    for feed, query in _FEEDS.items():
        day = landing / feed / "landed_on=2026-01-01"
        day.mkdir(parents=True)
        select = query.format(**sizes)
        duckdb.execute(f"copy ({select}) to '{day}/part.parquet' (format parquet)")


if __name__ == "__main__":
    main()
