"""Which faults of a step may pass by themselves, and which never do."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import duckdb
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.publishing.postgres.errors import BiBusyError

_RETRIES = 3
_FIRST_WAIT = 2
_LOCKED = "Could not set lock on file"


@contextmanager
def retrying(context: dg.AssetExecutionContext) -> Iterator[None]:
    """Try again, each time later, what a busy disk or file may let pass; else fail.

    Wrong rules, a broken truth or a bug are the same at the next try: those fail at
    once.
    """
    try:
        yield
    except BiBusyError as error:
        raise _later(context) from error
    except LoyaltyError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    except (OSError, duckdb.IOException) as error:
        raise _later(context) from error
    except DagsterDbtCliRuntimeError as error:
        if _LOCKED in str(error):
            raise _later(context) from error
        raise


def _later(context: dg.AssetExecutionContext) -> dg.RetryRequested:
    wait = _FIRST_WAIT * 2**context.retry_number
    return dg.RetryRequested(max_retries=_RETRIES, seconds_to_wait=wait)
