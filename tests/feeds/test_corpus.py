"""Each mutation of each feed in each format: nothing is lost, all of it is right."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import FileCount
from tests.feeds.corpus import contract
from tests.feeds.corpus.contract import Values
from tests.feeds.corpus.landed import File, corpus, some
from tests.feeds.corpus.reading import Rows, WholeError, rows
from tests.feeds.file_formats import write
from tests.support.staged_rows import staged

ORIGIN = ("landed_on", "file_name", "row_position")
MORE_SEEDS = range(1, 6)


@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_taken_of_the_corpus_is_what_the_contract_says(
    tmp_path: Path, feed: str
) -> None:
    assert _differences(tmp_path, feed, some(feed, seed=0)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", MORE_SEEDS)
@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_taken_of_more_of_the_corpus_is_what_the_contract_says(
    tmp_path: Path, feed: str, seed: int
) -> None:
    assert _differences(tmp_path, feed, corpus(feed, seed)) == []


def test_the_corpus_is_large_and_the_same_each_time() -> None:
    assert sum(len(some(feed, seed=0)) for feed in FEEDS) > 1000
    assert some("orders", seed=0) == some("orders", seed=0) != some("orders", seed=1)


def test_every_feed_and_column_is_in_the_checkers_contract() -> None:
    ours = {name: [c.lake_name for c in feed.columns] for name, feed in FEEDS.items()}
    theirs = {
        name: [c.lake_name for c in feed.columns]
        for name, feed in contract.FEEDS.items()
    }
    assert ours == theirs


class _Outcome(NamedTuple):
    """What became of a file's rows, by position."""

    accepted: dict[int, Values]
    rejected: dict[int, str]


def _differences(root: Path, feed: str, files: Iterable[File]) -> list[str]:
    """What the product makes of files otherwise than the independent reading."""
    landed = {file.name: file for file in files}
    for file in landed.values():
        write(root, feed, file.name, file.content)
    counts, outcomes = _staged(root, feed)
    assert {count["name"] for count in counts} == {*landed}
    found = []
    for count in counts:
        file, outcome = landed[count["name"]], outcomes[count["name"]]
        _assert_accounted_for(count, outcome)
        if file.is_compared:
            found += [f"{file.name}: {d}" for d in _of_file(feed, file, count, outcome)]
    return found


def _staged(root: Path, feed: str) -> tuple[list[FileCount], dict[str, _Outcome]]:
    found = staged(root, feed)
    outcomes: dict[str, _Outcome] = defaultdict(lambda: _Outcome({}, {}))
    for row in found.accepted:
        name, position = str(row["file_name"]), int(str(row["row_position"]))
        values: Values = {k: row[k] for k in row if k not in ORIGIN}  # type: ignore[misc]
        outcomes[name].accepted[position] = values
    for row in found.quarantined:
        name, position = str(row["file_name"]), int(str(row["row_position"]))
        outcomes[name].rejected[position] = str(row["reasons"])
    return found.record["counts"], outcomes


def _assert_accounted_for(count: FileCount, outcome: _Outcome) -> None:
    assert count["read"] == count["accepted"] + count["quarantined"]
    assert len(outcome.accepted) == count["accepted"]
    assert len(outcome.rejected) == count["quarantined"] + count["whole"]
    positions = [*outcome.accepted, *outcome.rejected]
    every = [0] if count["whole"] else [*range(1, count["read"] + 1)]
    assert sorted(positions) == every


def _of_file(feed: str, file: File, count: FileCount, outcome: _Outcome) -> list[str]:
    promised = contract.FEEDS[feed]
    try:
        read = rows(promised, file.name, file.content)
    except WholeError:
        return [] if count["whole"] else ["is read, and should not be"]
    if count["whole"]:
        return [f"is not read: {outcome.rejected[0]}"]
    if count["read"] != len(read):
        return [f"{count['read']} rows are read, and it has {len(read)}"]
    return _of_rows(promised, read, outcome)


def _of_rows(promised: contract.Feed, read: Rows, outcome: _Outcome) -> list[str]:
    told = {n: row for n, row in enumerate(read, start=1) if row is not None}
    good = contract.accepted(promised, told)
    return [
        f"row {n} is {outcome.accepted.get(n) or outcome.rejected.get(n)},"
        f" and should be {good.get(n, 'rejected')}; it was {row}"
        for n, row in enumerate(read, start=1)
        if outcome.accepted.get(n) != good.get(n)
    ]
