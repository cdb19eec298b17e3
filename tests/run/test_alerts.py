"""Alerts: people hear of a failure, and a deaf receiver never hides it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from loyalty_pipeline.run.alerts import alert
from loyalty_pipeline.settings import Settings


class Receiver(HTTPServer):
    """A web server that keeps what is posted to it, and refuses the first posts."""

    def __init__(self, refusals: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.refusals = refusals
        self.bodies: list[dict[str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(length))
        if self.server.refusals:
            self.server.refusals -= 1
            self.send_response(503)
        else:
            self.server.bodies.append(body)
            self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _settings(folder: Path, address: str) -> Settings:
    return Settings(home=folder, alert_url=address)


def test_an_alert_says_which_programme_failed_and_why(
    receiver: Receiver, tmp_path: Path
) -> None:
    assert alert(_settings(tmp_path, receiver.address), "run 7", "a truth is broken")
    assert receiver.bodies == [
        {
            "text": "loyalty retail: a truth is broken",
            "programme": "retail",
            "home": str(tmp_path),
            "run": "run 7",
            "says": "a truth is broken",
        }
    ]


def test_an_alert_is_sent_again_where_the_receiver_is_busy(
    receiver: Receiver, tmp_path: Path
) -> None:
    receiver.refusals = 2
    assert alert(_settings(tmp_path, receiver.address), "run", "it failed")
    assert len(receiver.bodies) == 1


def test_an_alert_that_nobody_takes_is_logged_without_its_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = _settings(tmp_path, "http://127.0.0.1:9/secret-token")
    assert not alert(settings, "run", "it failed")
    assert "was not delivered" in caplog.text
    assert "secret-token" not in caplog.text + repr(settings)


def test_without_an_address_nobody_is_told(tmp_path: Path) -> None:
    assert not alert(Settings(home=tmp_path), "run", "it failed")
