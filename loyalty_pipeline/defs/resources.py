"""What the assets are given: the home they work in, and dbt."""

import logging
import os
from functools import cached_property
from pathlib import Path

import dagster as dg
from dagster_dbt import DbtCliResource

from loyalty_pipeline import warehouse
from loyalty_pipeline.home import Home
from loyalty_pipeline.progress import ProgressHandler
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model import Programme
from loyalty_pipeline.settings import Settings


class Workplace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The home, landing and programme that a run is about."""

    home_folder: str
    landing_folder: str
    programme_name: str

    @property
    def home(self) -> Home:
        """The home that everything is written to."""
        return Home(Path(self.home_folder))

    @property
    def landing(self) -> Path:
        """The folder that users land files in."""
        return Path(self.landing_folder)

    @cached_property
    def programme(self) -> Programme:
        """The rules, valid as a whole."""
        return load(rule_file(self.programme_name))


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
    os.environ.update(warehouse.environment(Home(settings.home)))
    return dg.Definitions(
        loggers={"progress": progress},
        resources={
            "workplace": Workplace(
                home_folder=str(settings.home),
                landing_folder=str(settings.landing_folder),
                programme_name=settings.programme,
            ),
            "dbt": DbtCliResource(
                project_dir=str(warehouse.PROJECT),
                profiles_dir=str(warehouse.PROJECT),
                dbt_executable=str(warehouse.DBT),
            ),
        },
    )
