"""The current publication shown in PostgreSQL, and the home's record of it."""

import json
from typing import TYPE_CHECKING

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.postgres.address import Address

if TYPE_CHECKING:
    from loyalty_pipeline.publishing.postgres.plan import Tell
    from loyalty_pipeline.publishing.postgres.sync import Synced
    from loyalty_pipeline.settings import Settings


def address_of(settings: "Settings") -> Address | None:
    """The PostgreSQL that the settings name, if they name one."""
    if settings.bi_dsn is None:
        return None
    return Address(settings.bi_dsn.get_secret_value(), settings.bi_schema)


def lags(build: Build, address: Address | None) -> bool:
    """Whether PostgreSQL is to be shown a publication that it was not shown yet.

    Known without asking it: most runs find nothing to do, and no database. Days past
    are for their files' readers alone.
    """
    published = current(build) if address and not build.past_day else None
    if address is None or published is None:
        return False
    record = build.shown_in_postgres
    shown = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    return bool(shown != _record(address, published.about.run))


def show(
    build: Build,
    address: Address,
    programme: str,
    tell: "Tell",
    *,
    is_confirmed: bool = False,
    whole: bool = False,
) -> "Synced":
    """Bring PostgreSQL up to the current publication, as `sync` does, and note it."""
    from loyalty_pipeline.publishing.postgres.plan import Wanted
    from loyalty_pipeline.publishing.postgres.sync import sync

    published = current(build)
    if published is None:
        raise LoyaltyError(
            "nothing is published yet", str(build.published), "run `loyalty run` first"
        )
    wanted = Wanted(programme, build, published)
    synced = sync(wanted, address, tell, is_confirmed=is_confirmed, whole=whole)
    write_json(build.shown_in_postgres, _record(address, synced.run))
    return synced


def _record(address: Address, run: str) -> dict[str, str]:
    return {"place": address.digest, "run": run}
