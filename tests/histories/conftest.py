"""The runs, made once for all tests that look at their result."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.histories.run_and_count import Result, run_and_count
from tests.histories.runs import planned


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """All planned runs, two structures at a time."""
    plans = planned()
    folders = [tmp_path_factory.mktemp(plan[0].structure.name) for plan in plans]
    total = Result()
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for result in pool.map(run_and_count, plans, folders):
            total.add(result)
    return total
