"""Great Expectations: a suite and a data frame in, a verdict on each promise out."""

import json
import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.guard.suite_files import suite_file

if TYPE_CHECKING:
    import pandas as pd

Validate = Callable[["pd.DataFrame"], list[Any]]


@cache
def validator(suite: str) -> Validate:
    """A function from a data frame to the results of each expectation, in order.

    `suite` is JSON. Made once for all days of a run: importing Great Expectations
    takes seconds. Rows are named by their place in the frame, since naming each by its
    key would take longer than all the rest.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, when it is imported
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("staged")
    batches = source.add_dataframe_asset("rows").add_batch_definition_whole_dataframe(
        "b"
    )
    content = json.loads(suite)
    for place, expectation in enumerate(content["expectations"]):
        expectation["meta"] = {**expectation["meta"], "place": place}
    expectations = gx.ExpectationSuite(**content)

    def validate(frame: "pd.DataFrame") -> list[Any]:
        batch = batches.get_batch({"dataframe": frame})
        found = batch.validate(expectations, result_format="COMPLETE")
        # They come column by column, whatever the order of the suite.
        return sorted(found.results, key=lambda r: r.expectation_config.meta["place"])

    return validate


def counted(feed: str, says: str, result: Any) -> dict[str, Any]:
    """What an expectation counted; an error where it could not be evaluated."""
    if "unexpected_count" not in result.result:
        raise LoyaltyError(
            f"the expectation {says!r} could not be evaluated:"
            f" {result.exception_info or {}}",
            str(suite_file(feed)),
            "mend the expectation; the data has not been judged by it",
        )
    counts: dict[str, Any] = result.result
    return counts
