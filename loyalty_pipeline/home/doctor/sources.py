"""Sources that are declared wrongly, or do not answer."""

import json
from pathlib import Path

from loyalty_pipeline.feeds.databases.loading import NAME
from loyalty_pipeline.home.doctor.problem import Problem
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.settings import Settings


def sources(settings: Settings, home: Home) -> list[Problem]:
    """What is wrong with the databases that the home's feeds are pulled from."""
    landing = _landing(settings, home)
    if not (landing / NAME).exists():
        return []
    from loyalty_pipeline.feeds.databases.looks import problems

    return [
        Problem(error.what, error.where, error.remedy)
        for error in problems(settings, landing)
    ]


def _landing(settings: Settings, home: Home) -> Path:
    """The landing that the home is bound to, or else that of the settings."""
    try:
        return Path(json.loads(home.binding.read_text(encoding="utf-8"))["landing"])
    except (OSError, ValueError, KeyError, TypeError):
        return settings.landing_folder
