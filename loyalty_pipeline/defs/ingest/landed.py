"""When each feed landed last, for Dagster to say which are late."""

from datetime import timedelta

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import OWNERS
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.guard.freshness import rule_of

_GROUP = "g0_landing"
# The day that a feed lands is over before it is late; a run takes it in at night.
_A_DAY = timedelta(days=1)


def landed_key(feed: str) -> dg.AssetKey:
    """The asset that is new when a feed has landed."""
    return dg.AssetKey(["landed", feed])


def landed(feed: str) -> dg.AssetMaterialization:
    """That a feed has landed: one event a run in which it has, whatever the days."""
    return dg.AssetMaterialization(landed_key(feed))


def _spec(feed: Feed) -> dg.AssetSpec:
    """What people drop, which no run makes; never late before it first lands."""
    return dg.AssetSpec(
        landed_key(feed.name),
        group_name=_GROUP,
        description=f"{feed.says} When days of it were last taken in.",
        owners=OWNERS,
        freshness_policy=_policy(feed.name),
    )


def _policy(feed: str) -> dg.FreshnessPolicy | None:
    rule = rule_of(feed)
    if rule is None:
        return None
    within = timedelta(days=rule.within)
    return dg.FreshnessPolicy.time_window(
        fail_window=within + _A_DAY, warn_window=within
    )


landed_feeds = [_spec(feed) for feed in FEEDS.values()]
