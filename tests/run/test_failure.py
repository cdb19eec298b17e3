"""What a person is told of a failed step is the error, not how it came about."""

from dagster_shared.error import SerializableErrorInfo

from loyalty_pipeline.run.failure import _root_cause

_BY_DBT = """dagster_dbt.errors.DagsterDbtCliRuntimeError: The dbt CLI process with

`/srv/.venv/bin/loyalty-dbt build --vars {"tier_count": 3}`

failed with exit code `2`. Check the stdout in the Dagster compute logs.

Errors parsed from dbt logs:

47 of 152 ERROR creating table intermediate.int_lots ... [\x1b[31mERROR\x1b[0m]

Encountered an error:
IO Error: Cannot open file

Traceback (most recent call last):
  File "/srv/.venv/lib/dbt/adapters/duckdb/connections.py", line 110
_duckdb.IOException: IO Error: Cannot open file
"""


def _error(
    message: str, cause: SerializableErrorInfo | None = None
) -> SerializableErrorInfo:
    return SerializableErrorInfo(message, [], "Error", cause)


def test_of_an_error_that_dbt_ends_with_its_own_words_are_told() -> None:
    told = _root_cause(_error("step failed", _error(_BY_DBT)))
    assert told.splitlines() == [
        "47 of 152 ERROR creating table intermediate.int_lots ... [ERROR]",
        "",
        "Encountered an error:",
        "IO Error: Cannot open file",
    ]


def test_another_error_is_told_as_it_is() -> None:
    assert _root_cause(_error("the disk is full\n")) == "the disk is full"
    assert _root_cause(None) == "unknown"
