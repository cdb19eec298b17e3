"""The programme of the bench as SQL by hand: what the seconds of a run compare with.

It holds for `programme.yaml` and `AS_OF` alone, and takes the landing as sound: a key
lands once, nothing is refused, waits or is in another wallet. Left out are columns that
follow from others, as `outstanding_after` and `source_id` do.
"""

import argparse
from pathlib import Path

import duckdb

from tests.bench.landing import AS_OF

# Days are those of Shanghai. A score is 60 % spend (full at 3,000.00), 30 % active days
# (full at 40) and 10 % responses (full at one to two exposures), in hundredths.
RULES = f"""
create macro as_of() as date '{AS_OF}';
create macro day_of(instant) as cast(instant + interval 8 hours as date);
create macro start_of(day) as day - interval 8 hours;
create macro is_seen(instant) as instant < start_of(as_of() + 1);
create macro available_at(ordered_at) as ordered_at + interval 14 days;
create macro expires_at(ordered_at) as start_of(day_of(available_at(ordered_at)) + 365);
create macro score_of(cents, active_days, responses, exposures) as (
    6 * (least(cents, 300000) // 30) + 750 * least(active_days, 40)
    + 2 * if(exposures = 0, 0, least(10000 * responses // exposures, 5000))
) // 10;
create macro rank_of(score) as
    if(score > 9000, 3, if(score >= 8000, 2, if(score >= 6000, 1, 0)));
"""

# Inside, a member is a narrow integer. No more of an order comes back than its amount.
FACTS = """
create table members as
select
    member_id, cast(row_number() over () as integer) as member,
    day_of(registered_at) as registered_on
from landed_members where is_seen(registered_at);

create table orders as
select
    member, order_id, ordered_at, day_of(ordered_at) as ordered_on,
    cast(amount * 100 as bigint) as cents
from landed_orders join members using (member_id) where is_seen(ordered_at);

create table returns as
select
    member, return_id, order_id, ordered_at, ordered_on, cents,
    greatest(returned_at, ordered_at) as returned_at,
    greatest(day_of(returned_at), ordered_on) as returned_on,
    cast(100 * sum(amount) over so_far as bigint) as total,
    cents - least(total - cast(100 * amount as bigint), cents) as left_before,
    cents - least(total, cents) as left_after
from landed_order_returns join orders using (order_id) where is_seen(returned_at)
window so_far as (
    partition by order_id order by landed_order_returns.returned_at, return_id
    rows unbounded preceding
)
qualify left_before > left_after;
"""

# A day leaves the window a year on, an order together with its returns. The sums before
# a step are those after it less the step: one pass finds the few that change the rank.
SCORES = """
create table member_days as
select
    member, day, cast(sum(cents) as bigint) as cents, 1 as active_days,
    cast(count(*) filter (kind = 'campaign_response') as integer) as responses,
    cast(count(*) filter (kind = 'campaign_exposure') as integer) as exposures
from (
    select member, ordered_on as day, cents, null as kind from orders
    union all
    select member, day_of(occurred_at), 0, kind
    from landed_activity_events join members using (member_id)
    where is_seen(occurred_at)
) group by member, day;

create view steps as
from member_days
union all
select member, day + 365, -cents, -active_days, -responses, -exposures from member_days
union all
select
    member, unnest([returned_on, ordered_on + 365]),
    unnest([left_after - left_before, left_before - left_after]), 0, 0, 0
from returns where returned_on < ordered_on + 365;

create table rank_changes as
select
    member, day, tier_rank, lead(day) over (partition by member order by step) as until
from (
    select
        *, rank_of(score_of(c, a, r, e)) as tier_rank,
        rank_of(score_of(c - cents, a - active_days, r - responses, e - exposures))
            as rank_before
    from (
        select
            *, row_number() over so_far as step,
            cast(sum(cents) over so_far as bigint) as c,
            cast(sum(active_days) over so_far as integer) as a,
            cast(sum(responses) over so_far as integer) as r,
            cast(sum(exposures) over so_far as integer) as e
        from steps
        window so_far as (partition by member order by day rows unbounded preceding)
    )
)
where tier_rank <> rank_before
qualify until is null or day < until;
"""

# A rank and those below it are granted for a year after the last day that qualifies for
# it; from one grant to the next the tier steps down from rank to rank.
TIERS = """
create table grants as
select
    member, greatest(day + 1, registered_on) as granted_from,
    coalesce(lead(granted_from) over so_far, date '9999-12-31') as next_from,
    max(ends_on) over so_far as ends_on_1,
    max(if(tier_rank >= 2, ends_on, registered_on)) over so_far as ends_on_2,
    max(if(tier_rank >= 3, ends_on, registered_on)) over so_far as ends_on_3
from (
    select *, coalesce(until + 366, date '9999-12-31') as ends_on
    from rank_changes where tier_rank > 0
) join members using (member)
where ends_on > registered_on
window so_far as (partition by member order by day rows unbounded preceding);

create table tiers as
with tier_steps as (
    select
        member, unnest([3, 2, 1, 0]) as tier_rank, next_from,
        greatest(
            granted_from, unnest([granted_from, ends_on_3, ends_on_2, ends_on_1])
        ) as valid_from,
        unnest([ends_on_3, ends_on_2, ends_on_1, next_from]) as ends_on
    from grants
)
select
    member, tier_rank, valid_from,
    lead(valid_from) over (partition by member order by valid_from) as valid_to
from (
    select *, lag(tier_rank) over (
        partition by member order by valid_from, tier_rank
    ) as rank_before
    from (
        select member, 0 as tier_rank, registered_on as valid_from from members
        union all
        select member, tier_rank, valid_from from tier_steps
        where valid_from < least(next_from, ends_on)
    )
)
where rank_before is null or rank_before <> tier_rank
qualify valid_to is null or valid_from < valid_to;
"""

# A credit is a prefix and an order: the prefix is a narrow type that sorts as its text.
# Orders find campaigns by day, and have the best bonus alone. A lot is what returns
# leave of a credit until it is available.
CREDITS = """
create type entry_prefix as enum (
    select unnest(['earn:', 'tier_bonus:']) as prefix
    union all select 'campaign_bonus:' || campaign_id || ':' from landed_campaigns
    order by prefix
);

create table bonuses as
with campaign_days as (
    select
        *, cast('campaign_bonus:' || campaign_id || ':' as entry_prefix) as prefix,
        unnest(range(day_of(starts_at), day_of(ends_at) + 1, interval 1 day)) as day
    from landed_campaigns
),
targets as (
    from landed_campaign_targets join members using (member_id)
)
select
    orders.member, order_id, ordered_at, prefix, max_points_per_member as most,
    if(kind = 'bonus_points', bonus_points, cents * (multiplier - 1) // 100) as points
from orders
join campaign_days on ordered_on = day and ordered_at between starts_at and ends_at
left join targets using (campaign_id, member)
where audience = 'all' or targets.member is not null
qualify
    row_number() over (partition by order_id order by points desc, campaign_id) = 1;

create table credits as
with credits as (
    select
        member, order_id, ordered_at, cast('earn:' as entry_prefix) as prefix,
        cents // 100 as points
    from orders
    union all
    select
        orders.member, order_id, ordered_at, 'tier_bonus:',
        if(tier_rank = 2, cents // 500, cents // 200)
    from orders join tiers on
        orders.member = tiers.member and tier_rank >= 2
        and ordered_on >= valid_from and (ordered_on < valid_to or valid_to is null)
    union all
    select member, order_id, ordered_at, prefix, points from bonuses where most is null
    union all
    select
        member, order_id, ordered_at, prefix,
        least(points, most - coalesce(sum(points) over (
            partition by member, prefix order by ordered_at, order_id
            rows between unbounded preceding and 1 preceding
        ), 0))
    from bonuses where most is not null
),
returned as (
    select order_id, cents, min(left_after) as cents_left from returns
    where returned_at < available_at(ordered_at) group by order_id, cents
)
select
    member, order_id, ordered_at, prefix, cast(points as bigint) as points,
    cast(coalesce(points * cents_left // cents, points) as bigint) as lot_points
from credits left join returned using (order_id) where points > 0;
"""

# Later returns are debits like redemptions. All debits of a member lie on one axis.
DEBITS = """
create table clawbacks as
select
    returns.member, 'clawback:' || return_id || ':' || prefix || order_id as entry_id,
    points * left_before // cents - points * left_after // cents as clawed_back,
    returned_at, returned_at < available_at(returns.ordered_at) as is_pending
from returns join credits using (order_id)
where returned_at <= returns.ordered_at + interval 30 days and clawed_back > 0;

create table debits as
select
    *, cast(sum(points) over so_far as bigint) as axis_end,
    lead(occurred_at) over so_far as next_at
from (
    select
        member, 'redeem' as entry_type, 'redeem:' || redemption_id as entry_id,
        cast(points as bigint) as points, redeemed_at as occurred_at
    from landed_redemptions join members using (member_id) where is_seen(redeemed_at)
    union all
    select member, 'clawback', entry_id, clawed_back, returned_at
    from clawbacks where not is_pending
)
window so_far as (
    partition by member order by occurred_at, entry_id rows unbounded preceding
);
"""

# Lots stand in line as they become available, and so expire: what has expired is the
# furthest that lots have got ahead of the debits before. The rest has its own axis.
LOTS = """
create table lots as
with line as (
    select *, cast(sum(lot_points) over (
        partition by member order by ordered_at, prefix, order_id
        rows unbounded preceding
    ) as bigint) as line_end
    from credits where lot_points > 0
),
walk as (
    select line.*, line_end - coalesce(axis_end, 0) as ahead
    from line left join debits on
        line.member = debits.member and occurred_at < expires_at(ordered_at)
        and (expires_at(ordered_at) <= next_at or next_at is null)
)
select
    member, order_id, ordered_at, prefix,
    greatest(0, max(ahead) over (
        partition by member order by line_end
        rows between unbounded preceding and 1 preceding
    )) as expired_before,
    greatest(ahead - expired_before, 0) as expired,
    lot_points - expired as points,
    line_end - expired_before - expired as axis_end
from walk;

create view entries as
select
    member, prefix || order_id as entry_id, split_part(prefix, ':', 1) as entry_type,
    points, ordered_at as occurred_at, available_at(ordered_at) as available_at,
    expires_at(ordered_at) as expires_at
from credits
union all
select member, entry_id, entry_type, -points, occurred_at, null, null from debits
union all
select member, entry_id, 'clawback', -clawed_back, returned_at, null, null
from clawbacks where is_pending
union all
select
    member, 'expire:' || prefix || order_id, 'expire', -expired, expires_at(ordered_at),
    null, null
from lots where expired > 0;
"""

PUBLISHED = {
    "member_scores": """
select member_id, as_of() as as_of, coalesce(
    score_of(sum(cents), sum(active_days), sum(responses), sum(exposures)), 0
) as score_hundredths
from members left join steps on members.member = steps.member and day <= as_of()
group by member_id
""",
    "member_tier_history": """
select
    member_id, tier_rank, valid_from, valid_to, valid_from > as_of() as is_scheduled,
    ['none', 'ordinary', 'gold', 'diamond'][tier_rank + 1] as tier_code
from tiers join members using (member)
""",
    "points_ledger": """
select
    entry_id, member_id, 'main' as wallet, entry_type, points, occurred_at,
    available_at, expires_at, not is_seen(occurred_at) as is_scheduled
from entries join members using (member)
""",
    # A debit takes of a lot what they overlap.
    "points_allocations": """
select
    prefix || order_id as lot_entry_id, entry_id, member_id, 'main' as wallet,
    least(lots.axis_end, debits.axis_end)
    - greatest(lots.axis_end - lots.points, debits.axis_end - debits.points) as points
from lots join members using (member) join debits on
    lots.member = debits.member and lots.points > 0
    and lots.axis_end - lots.points < debits.axis_end
    and debits.axis_end - debits.points < lots.axis_end
union all
select
    prefix || order_id, 'expire:' || prefix || order_id, member_id, 'main', expired
from lots join members using (member) where expired > 0
""",
    "member_points": """
select
    member_id, 'main' as wallet, as_of() as as_of,
    coalesce(sum(points), 0) as outstanding, coalesce(sum(waiting), 0) as pending,
    outstanding - pending as available
from members left join (
    select member, points, 0 as waiting from entries where is_seen(occurred_at)
    union all
    select member, 0, lot_points
    from credits where not is_seen(available_at(ordered_at))
) as changes using (member)
group by member_id
""",
}


def compute(landing: Path, folder: Path, memory: str, threads: int) -> dict[str, int]:
    """Write the tables as Parquet; how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "threads": threads,
        "preserve_insertion_order": False,
        "temp_directory": str(folder / "spilled"),
    }
    rows = {}
    with duckdb.connect(config=settings) as database:
        for feed in landing.iterdir():
            files = f"read_parquet('{feed}/landed_on=*/**.parquet')"
            database.execute(f"create view landed_{feed.name} as from {files}")
        for script in (RULES, FACTS, SCORES, TIERS, CREDITS, DEBITS, LOTS):
            database.execute(script)
        for table, select in PUBLISHED.items():
            copy = f"copy ({select}) to '{folder}/{table}.parquet' (format parquet)"
            rows[table] = database.execute(copy).fetchall()[0][0]
    return rows


def main() -> None:
    """Compute the tables of a landing into a folder, and say what rows they have."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("landing", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--memory", default="6GB")
    parser.add_argument("--threads", type=int, default=2)
    for table, rows in compute(**vars(parser.parse_args())).items():
        print(f"{table}: {rows:,}")


if __name__ == "__main__":
    main()
