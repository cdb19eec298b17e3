"""Publications of a few tables under the real tables' names, and their way to BI."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.postgres.address import Address
from loyalty_pipeline.publishing.postgres.plan import Tell, Wanted
from loyalty_pipeline.publishing.postgres.sync import Synced, sync
from loyalty_pipeline.publishing.publication import About
from loyalty_pipeline.publishing.publish import publish

TABLES = (
    "benefit_changes",
    "member_benefits",
    "member_points",
    "member_tiers",
    "members",
    "tier_changes",
)


@dataclass
class Publisher:
    """A home whose publications are written by hand, each by its number.

    In publication `n` every member's region and balance are `n`, so that who joins two
    tables sees whether they belong together; `members` of them are there.
    """

    build: Build
    programme: str = "retail"
    number: int = 0

    def publish(self, members: int = 40, extra: str = "") -> None:
        """Publish the next one; `extra` is one more column of `members`, as SQL."""
        self.number += 1
        self.build.folder.mkdir(parents=True, exist_ok=True)
        self.build.marts.unlink(missing_ok=True)
        with duckdb.connect(str(self.build.marts)) as marts:
            for table, query in _queries(self.number, members, extra).items():
                marts.execute(f"create table {table} as {query}")
        day = date(2025, 1, 1) + timedelta(days=self.number)
        about = About(f"run-{self.number}", day, "rules", "inputs", "")
        publish(self.build, about, "{}", TABLES)

    def show(
        self,
        address: Address,
        tell: Tell = lambda _: None,
        *,
        is_confirmed: bool = False,
        whole: bool = False,
    ) -> Synced:
        """Bring the current publication to PostgreSQL."""
        published = current(self.build)
        assert published is not None
        wanted = Wanted(self.programme, self.build, published)
        return sync(wanted, address, tell, is_confirmed=is_confirmed, whole=whole)


def publisher(folder: Path) -> Publisher:
    """A home without a publication."""
    return Publisher(Build(Home(folder)))


def _queries(number: int, members: int, extra: str) -> dict[str, str]:
    """Members, of whom each fourth changes from one publication to the next."""
    ids = f"select 'm' || i as member_id, i from range({members}) as r (i)"
    column = f", {extra}" if extra else ""
    changes = (
        "select cast(0 as bigint) as sequence, 'm0' as member_id, as_of from"
        f" (select date '2025-01-01' as as_of) where {number} > 1"
    )
    return {
        "members": f"select member_id, '{number}' as region,"
        " i % 2 = 0 as control_group,"
        " timestamp '2025-01-01 12:30:00.123456' as seen_at,"
        f" cast(i * 1001 as bigint) as lifetime_amount_cents{column} from ({ids})",
        "member_points": f"select member_id, 'main' as wallet,"
        f" cast({number} as bigint) as outstanding from ({ids})",
        "member_tiers": "select member_id, cast(case when i % 4 = 0 then"
        f" {number} else 7 end as bigint) as score_hundredths,"
        f" cast(null as bigint) as score_hundredths_to_next from ({ids})",
        "member_benefits": "select member_id, 'b' as benefit_code from"
        f" ({ids}) where i % 5 = {number} % 5",
        "benefit_changes": changes,
        "tier_changes": changes,
    }
