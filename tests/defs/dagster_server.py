"""Dagster's own UI server and daemon over a home, spoken to as a browser does."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.support.cli import REPOSITORY

_SECONDS_TO_START = 120
_SELECTOR = {"repositoryName": "__repository__", "repositoryLocationName": "loyalty"}

_LAUNCH_BACKFILL = """
mutation($p: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $p) {
  __typename
  ... on LaunchBackfillSuccess { backfillId }
  ... on PythonError { message }
} }"""
_BACKFILL = """
query($id: String!) { partitionBackfillOrError(backfillId: $id) {
  ... on PartitionBackfill { status error { message } runs(limit: 20) {
    runId status tags { key value } assetSelection { path }
  } }
} }"""
_RUNS = (
    "{ runsOrError { ... on Runs { results { runId status tags { key value } } } } }"
)
_CHECKS = """
query($key: AssetKeyInput!, $name: String!) {
  assetCheckExecutions(assetKey: $key, checkName: $name, limit: 9) {
    status runId evaluation { success metadataEntries { label
      ... on TextMetadataEntry { text } } }
} }"""
_PARTITIONS = """
query($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { ... on AssetNode {
  assetPartitionStatuses { ... on TimePartitionStatuses {
    ranges { status startKey endKey } } }
} } }"""
_LAUNCH_RUN = """
mutation($p: ExecutionParams!) { launchRun(executionParams: $p) {
  __typename
  ... on LaunchRunSuccess { run { runId } }
  ... on PythonError { message }
} }"""


@dataclass(frozen=True)
class Server:
    """A running server, by its port."""

    port: int

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data that answers a GraphQL query."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql",
            data=json.dumps({"query": query, "variables": variables}).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                answered = json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(refused.read().decode()) from None
        assert "errors" not in answered, answered
        data: dict[str, Any] = answered["data"]
        return data

    def assets(self) -> list[list[str]]:
        """The key of every asset that can be materialised: the UI offers no others."""
        asked = "{ assetNodes { assetKey { path } isMaterializable } }"
        nodes = self.ask(asked)["assetNodes"]
        return [n["assetKey"]["path"] for n in nodes if n["isMaterializable"]]

    def backfill(self, *days: str) -> dict[str, Any]:
        """Materialise every asset for some landing days, and wait for the end."""
        selection = [{"path": path} for path in self.assets()]
        asked = {"assetSelection": selection, "partitionNames": days}
        answer = self.ask(_LAUNCH_BACKFILL, p=asked)["launchPartitionBackfill"]
        assert answer["__typename"] == "LaunchBackfillSuccess", answer

        def look() -> dict[str, Any] | None:
            found = self.ask(_BACKFILL, id=answer["backfillId"])
            backfill: dict[str, Any] = found["partitionBackfillOrError"]
            return None if backfill["status"] == "REQUESTED" else backfill

        done: dict[str, Any] = waited_for(look)
        return done

    def runs(self) -> list[dict[str, Any]]:
        """Every run, newest first."""
        found: list[dict[str, Any]] = self.ask(_RUNS)["runsOrError"]["results"]
        return found

    def ended_after(self, known: int) -> dict[str, Any]:
        """The run that is launched after so many, once it has ended."""

        def look() -> dict[str, Any] | None:
            runs = self.runs()
            new = runs[: len(runs) - known]
            ended = [r for r in new if r["status"] in ("SUCCESS", "FAILURE")]
            return ended[-1] if ended else None

        done: dict[str, Any] = waited_for(look)
        return done

    def checks(self, path: list[str], name: str) -> list[dict[str, Any]]:
        """The last evaluations of a check, newest first.

        Of a backfill Dagster keeps, beside them, what it had planned by partition.
        """
        found = self.ask(_CHECKS, key={"path": path}, name=name)
        return [e for e in found["assetCheckExecutions"] if e["evaluation"]]

    def materialised(self, path: list[str]) -> set[str]:
        """The partitions of an asset that are materialised."""
        node = self.ask(_PARTITIONS, key={"path": path})["assetNodeOrError"]
        ranges = node["assetPartitionStatuses"]["ranges"]
        return {
            day
            for part in ranges
            if part["status"] == "MATERIALIZED"
            for day in _days(part["startKey"], part["endKey"])
        }

    def launch(self, *prefixes: str) -> None:
        """Materialise the assets whose keys begin so, as a person clicks them."""
        selection = [{"path": p} for p in self.assets() if p[0] in prefixes]
        selector = {**_SELECTOR, "jobName": "__ASSET_JOB", "assetSelection": selection}
        asked = {"selector": selector, "runConfigData": {}, "mode": "default"}
        answer = self.ask(_LAUNCH_RUN, p=asked)["launchRun"]
        assert answer["__typename"] == "LaunchRunSuccess", answer

    def turn_sensor(self, name: str, on: bool) -> None:
        """Start or stop a sensor."""
        if on:
            start = (
                "mutation($s: SensorSelector!) {"
                " startSensor(sensorSelector: $s) { __typename } }"
            )
            answer = self.ask(start, s={**_SELECTOR, "sensorName": name})
            assert answer["startSensor"]["__typename"] == "Sensor", answer
            return
        found = self.ask(
            "query($s: SensorSelector!) { sensorOrError(sensorSelector: $s) {"
            " ... on Sensor { sensorState { id } } } }",
            s={**_SELECTOR, "sensorName": name},
        )
        state = found["sensorOrError"]["sensorState"]["id"]
        stop = "mutation($i: String) { stopSensor(id: $i) { __typename } }"
        answer = self.ask(stop, i=state)
        assert "Mutation" in answer["stopSensor"]["__typename"], answer


def _days(first: str, last: str) -> list[str]:
    """The days of a range, both ends included."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [
        (start + timedelta(days=number)).isoformat()
        for number in range((end - start).days + 1)
    ]


def waited_for(look: Callable[[], Any], seconds: int = 600) -> Any:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        time.sleep(1)
    raise TimeoutError(f"nothing after {seconds} s")


@contextmanager
def served(home: Path, landing: Path) -> Iterator[Server]:
    """`loyalty dev` over a home, on a free port; all its processes die at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["dev", "--home", home, "--landing", landing, "--port", port]
    with (home.parent / "served.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "loyalty_pipeline", *map(str, arguments)],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Server(port)
    try:
        waited_for(lambda: _assets_of(server), _SECONDS_TO_START)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _assets_of(server: Server) -> list[list[str]] | None:
    try:
        return server.assets() or None
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None
