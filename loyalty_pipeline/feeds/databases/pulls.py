"""Every feed that sources.yaml names, pulled one after the other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from loyalty_pipeline.feeds.databases.engines import address, refuse_without_packages
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.feeds.databases.pull import Place, Pulled, pull
from loyalty_pipeline.feeds.databases.words import SourceError
from loyalty_pipeline.run.progress import say

if TYPE_CHECKING:
    from loyalty_pipeline.run.setup import Setup

Pulls = Mapping[str, Pulled | SourceError]


def pull_all(setup: "Setup") -> Pulls:
    """Pull every feed that has a source; call it under the home's lock.

    What fails is an entry of its own: what was pulled of other feeds stays landed.
    Raises `LoyaltyError` for a declaration or an address that is wrong.
    """
    sources = sources_of(setup.landing)
    refuse_without_packages()
    urls = {
        feed: address(setup.settings, each.connection) for feed, each in sources.items()
    }
    place = Place(setup.home, setup.landing, ZoneInfo(setup.programme.timezone))
    found: dict[str, Pulled | SourceError] = {}
    for feed, source in sources.items():
        try:
            found[feed] = pulled = pull(place, feed, source, urls[feed])
        except SourceError as error:
            found[feed] = error
            continue
        rows = "1 new row" if pulled.landed == 1 else f"{pulled.landed:,} new rows"
        say(f"pull     {feed}: {rows} from {source.connection}")
    return found
