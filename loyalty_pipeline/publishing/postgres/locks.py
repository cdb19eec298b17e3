"""Who is in the way: other publishers, and readers that hold locks."""

import time

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.postgres.address import VARIABLE, Address
from loyalty_pipeline.publishing.postgres.errors import BiBusyError
from loyalty_pipeline.publishing.postgres.server import Server, session
from loyalty_pipeline.publishing.postgres.table import quoted

# Longer than a dashboard's query ought to hold a lock, shorter than a night's patience.
WAIT = "set local lock_timeout = '15s'"
LOCK_TIMEOUT = "55P03"
_TRIES, _PAUSE = 20, 0.5  # seconds


def alone(server: Server, address: Address) -> None:
    """Be the one that publishes into the schema, for as long as the session lasts.

    The lock of a session that has ended stands until the server has noticed.
    """
    key = duck.text(f"loyalty {address.schema}")
    for _ in range(_TRIES):
        ((is_alone,),) = server.ask(f"select pg_try_advisory_lock(hashtext({key}))")
        if is_alone:
            return
        time.sleep(_PAUSE)
    raise BiBusyError(
        "another process publishes into PostgreSQL for BI",
        f"{VARIABLE}, {address.shown}",
        "wait for it; the next run brings the tables up to date",
    )


def holders(address: Address) -> str:
    """The sessions that hold locks of the schema's tables, the longest first.

    Their statements are not named: those may hold anything.
    """
    schema = duck.text(quoted(address.schema))
    with session(address) as server:
        found = server.ask(
            "select a.pid, a.usename, a.application_name, a.state,"
            " date_trunc('second', a.xact_start)::text,"
            " string_agg(distinct c.relname, ', ' order by c.relname)"
            " from pg_locks as l"
            " inner join pg_class as c on l.relation = c.oid"
            " inner join pg_stat_activity as a on l.pid = a.pid"
            f" where c.relnamespace = to_regnamespace({schema})"
            " and c.relkind = 'r' and l.granted and a.pid <> pg_backend_pid()"
            " group by a.pid, a.usename, a.application_name, a.state, a.xact_start"
            " order by a.xact_start"
        )
    return "; ".join(
        f"{tables} by process {pid}"
        f" ({user}, {name or 'no name'}, {state} since {since})"
        for pid, user, name, state, since, tables in found
    )
