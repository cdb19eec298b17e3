"""What the assets are given: the home they work in, and dbt."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

import dagster as dg
from dagster_dbt import DbtCliResource

from loyalty_pipeline.dbt import project
from loyalty_pipeline.home import binding
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import place, rules_shown
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.published_changes import refuse_changes
from loyalty_pipeline.rules.tables.writer import yesterday
from loyalty_pipeline.run.progress import LINES, ProgressHandler
from loyalty_pipeline.settings import Settings


class Order(dg.ConfigurableResource["Order"]):
    """What a launcher orders of one run.

    `as_of` is the local day to compute, as 2025-12-31; yesterday where it is empty.
    Without `full_refresh` nothing is built if nothing is new. Who asks for assets by
    hand gets them built, so that is how it is unless a launcher says otherwise.
    With `restate` the rules of published days may have changed.
    """

    as_of: str = ""
    full_refresh: bool = True
    restate: bool = False


class Workplace(dg.ConfigurableResource["Workplace"]):
    """The home, landing and programme that a run is about, and its day."""

    order: dg.ResourceDependency[Order]
    home_folder: str
    landing_folder: str
    programme_name: str

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Iterator["Workplace"]:
        """Hold the home's lock for as long as the run works in it."""

        def say(holder: str) -> None:
            LINES.info("wait     for %s, which runs over this home", holder)
            if context.log:
                context.log.info(f"waiting for {holder}, which runs over this home")

        run = context.run.run_id if context.run else "without a name"
        holder = f"run {run} of process {os.getpid()}"
        with binding.locked(Home(Path(self.home_folder)), holder, say):
            yield self

    @cached_property
    def day(self) -> date:
        """The local day that the run computes."""
        if self.order.as_of:
            return date.fromisoformat(self.order.as_of)
        return yesterday(self.programme)

    @cached_property
    def home(self) -> Home:
        """The home, and the place in it where the run's day is built."""
        return place(Home(Path(self.home_folder)), self.day)

    @property
    def landing(self) -> Path:
        """The folder that users land files in."""
        return Path(self.landing_folder)

    @cached_property
    def programme(self) -> Programme:
        """The rules, valid as a whole."""
        return load(rule_file(self.programme_name))

    def refuse_changed_rules(self) -> None:
        """Refuse rules that change a published day, unless the order is to restate."""
        shown = rules_shown(Home(Path(self.home_folder)))
        if shown and not self.order.restate:
            refuse_changes(self.programme, *shown, rule_file(self.programme_name))


@dg.logger({}, "One line for each event that is worth a person's while.")
def progress(_: dg.InitLoggerContext) -> logging.Logger:
    """The logger that `loyalty run` follows a run by."""
    logger = logging.Logger("run", logging.DEBUG)
    logger.addHandler(ProgressHandler(logging.DEBUG))
    return logger


@dg.definitions
def resources() -> dg.Definitions:
    """The resources of this environment's settings."""
    settings = Settings()
    os.environ.update(project.environment(Home(settings.home)))
    order = Order.configure_at_launch()
    return dg.Definitions(
        executor=dg.in_process_executor,  # one process a run: it holds the home's lock
        loggers={"console": dg.colored_console_logger, "progress": progress},
        resources={
            "order": order,
            "workplace": Workplace(
                order=order,
                home_folder=str(settings.home),
                landing_folder=str(settings.landing_folder),
                programme_name=settings.programme,
            ),
            "dbt": DbtCliResource(
                project_dir=str(project.PROJECT),
                profiles_dir=str(project.PROJECT),
                dbt_executable=str(project.DBT),
            ),
        },
    )
