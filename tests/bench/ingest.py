"""Orders of a landing staged and judged, as a run does it, and nothing more."""

import sys
from pathlib import Path

from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.guard import checks
from loyalty_pipeline.home.layout import Home


def main(landing: Path, folder: Path) -> None:
    """Stage the orders into a home in `folder`; raises where a check finds anything."""
    home = Home(folder)
    records = stage_days(ORDERS, landing_days(landing, ORDERS.name), home)
    counts = {landed.day: record for landed, record in records.items()}
    for found in checks.findings(home, ORDERS, counts).values():
        if any(found.values()):
            raise SystemExit(f"the generated orders are not sound: {found}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
