"""Telling people that a run failed: a JSON post to `LOYALTY_ALERT_URL`."""

import json
import logging
import time
from urllib.error import URLError
from urllib.request import Request, urlopen

from loyalty_pipeline.settings import Settings

_LOG = logging.getLogger("loyalty.alerts")
_TRIES = 3
_SECONDS = 10


def alert(settings: Settings, run: str, says: str) -> bool:
    """Post that a run failed and why; return whether somebody took it.

    The body has `text`, which Slack and its like show, and the parts by themselves. An
    alert that cannot be delivered is logged: it never hides the failure it is about.
    """
    if settings.alert_url is None:
        return False
    body = {
        "text": f"loyalty {settings.programme}: {says}",
        "programme": settings.programme,
        "home": str(settings.home),
        "run": run,
        "says": says,
    }
    request = Request(
        settings.alert_url.get_secret_value(),
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    return any(_delivered(request, number) for number in range(_TRIES))


def _delivered(request: Request, number: int) -> bool:
    time.sleep(number)
    try:
        with urlopen(request, timeout=_SECONDS):
            return True
    except (URLError, OSError, ValueError) as error:
        # The address is a secret; the error's own words may hold it.
        _LOG.warning("the alert was not delivered: %s", type(error).__name__)
        return False
