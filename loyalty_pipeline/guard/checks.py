"""What the guard finds wrong with a staged landing day, check by check."""

from collections.abc import Mapping
from datetime import date

from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, day_folder
from loyalty_pipeline.feeds.staging import ACCEPTED
from loyalty_pipeline.guard import many_days, rejected_share, suites
from loyalty_pipeline.home.layout import Home

FEW_REJECTED = "few_rows_are_quarantined"
KEEPS_EXPECTATIONS = "keeps_its_expectations"


def checks(feed: Feed) -> dict[str, str]:
    """The checks that each landing day of a feed must pass, and what they say."""
    most = f"{rejected_share.LIMIT:.0%}"
    found = {FEW_REJECTED: f"At most {most} of a landing day's rows are refused."}
    if suites.has_suite(feed.name):
        says = f"Each new day keeps every promise of {feed.name}.json."
        found[KEEPS_EXPECTATIONS] = says
    return found


def findings(
    home: Home, feed: Feed, records: Mapping[date, DayRecord]
) -> dict[date, dict[str, list[str]]]:
    """What each check finds wrong with each staged day; nothing where it passes."""
    found: dict[date, dict[str, list[str]]] = {}
    for day, record in records.items():
        share = rejected_share.finding(home, feed, day, record)
        found[day] = {FEW_REJECTED: [share] if share else []}
    if suites.has_suite(feed.name):
        staged = {
            day: day_folder(home.staging, feed.name, day) / ACCEPTED for day in records
        }
        for day, promises in many_days.check_days(feed, staged).items():
            found[day][KEEPS_EXPECTATIONS] = [
                f"{feed.name} landed on {day}: {promise}"
                for promise in promises
                if not promise.is_kept
            ]
    return found
