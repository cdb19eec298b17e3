"""What the assets are given: the run's context, and dbt."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import dagster as dg

from loyalty_pipeline.dbt.project import DBT, PROJECT
from loyalty_pipeline.defs.transform.dbt_command import DbtCommand
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.new_days import read_again
from loyalty_pipeline.home.lock import locked
from loyalty_pipeline.run.context import (
    RunContext,
    current_setup,
    decide,
    handed_on,
)
from loyalty_pipeline.run.history_connections import keep_connections
from loyalty_pipeline.run.progress import ProgressHandler
from loyalty_pipeline.run.request import Request, days_to_read_again
from loyalty_pipeline.run.setup import Setup


class RequestConfig(dg.ConfigurableResource["RequestConfig"]):
    """What a launcher asks of one run.

    `as_of` is the local day to compute, as 2025-12-31; yesterday where it is empty.
    Without `full_refresh` nothing is built if nothing is new. Who asks for assets by
    hand gets them built, so that is how it is unless a launcher says otherwise.
    With `restate` the rules of published days may have changed.
    """

    as_of: str = ""
    full_refresh: bool = True
    restate: bool = False

    @property
    def request(self) -> Request:
        """The request that is configured so."""
        as_of = date.fromisoformat(self.as_of) if self.as_of else None
        return Request(as_of, self.full_refresh, self.restate)


@dg.resource(required_resource_keys={"request"})
@contextmanager
def run(context: dg.InitResourceContext) -> Iterator[RunContext]:
    """The context of a run: handed on by who launched it here, or decided now.

    Here it holds the home's lock for as long as the run works in it.
    """
    launched_here = handed_on()
    if launched_here is not None:
        yield launched_here
        return

    keep_connections()

    def say(holder: str) -> None:
        if context.log:
            context.log.info(f"waiting for {holder}, which runs over this home")

    request: RequestConfig = context.resources.request
    run_id = context.run.run_id if context.run else "without a name"
    days = days_to_read_again(context.run.tags) if context.run else None
    setup = current_setup()
    with locked(setup.home, say) as lock:
        lock.sign(f"run {run_id} of process {os.getpid()}")
        if days:
            read_again(setup.home, setup.landing, *days)
        yield _decided(setup, request.request)


def _decided(setup: Setup, request: Request) -> RunContext:
    try:
        return decide(setup, request)
    except LoyaltyError as error:
        raise dg.Failure(str(error), allow_retries=False) from error


@dg.logger({}, "One line for each event that is worth a person's while.")
def progress(_: dg.InitLoggerContext) -> logging.Logger:
    """The logger that `loyalty run` follows a run by."""
    logger = logging.Logger("run", logging.DEBUG)
    logger.addHandler(ProgressHandler(logging.DEBUG))
    return logger


@dg.definitions
def resources() -> dg.Definitions:
    """The resources of every run."""
    request = RequestConfig.configure_at_launch()
    return dg.Definitions(
        executor=dg.in_process_executor,  # one process a run: it holds the home's lock
        loggers={"console": dg.colored_console_logger, "progress": progress},
        resources={
            "request": request,
            "run": run,
            "dbt": DbtCommand(
                project_dir=str(PROJECT),
                profiles_dir=str(PROJECT),
                dbt_executable=str(DBT),
            ),
        },
    )
