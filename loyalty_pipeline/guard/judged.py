"""What is kept of how a day was judged: promise by promise, and no row's values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loyalty_pipeline.feeds.day_record import Broken, Judged
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.suite_files import known_by, limits
from loyalty_pipeline.guard.suites import Promise

Expectations = Iterable[dict[str, Any]]


def of_rows(expectations: Expectations, promises: Iterable[Promise]) -> Judged:
    """How the rows of a day were judged; no promise is asked of no row."""
    judged = Judged(kept=[], broken=[])
    for expectation, promise in zip(expectations, promises, strict=True):
        key = known_by(expectation)
        if promise.is_broken:
            found = Broken(promise=key, holds=promise.holds, found=promise.share)
            judged["broken"].append(found)
        elif promise.judged:
            judged["kept"].append(key)
    return judged


def of_day(
    expectations: Expectations, verdicts: Sequence[bool], row: Mapping[str, Measure]
) -> Judged:
    """How a day was judged as a whole; a number that is unknown is not asked."""
    judged = Judged(kept=[], broken=[])
    for expectation, is_broken in zip(expectations, verdicts, strict=True):
        measure = row.get(expectation["kwargs"].get("column", ""), Measure(None))
        limit, key = limits(expectation), known_by(expectation)
        if measure.value is None or measure.days < limit.least_days:
            continue
        if is_broken:
            holds = limit.holds(measure.rows, measure.followed)
            found = Broken(promise=key, holds=holds, found=measure.says)
            judged["broken"].append(found)
        else:
            judged["kept"].append(key)
    return judged


def together(one: Judged, other: Judged) -> Judged:
    """Both as one."""
    return Judged(
        kept=[*one["kept"], *other["kept"]], broken=[*one["broken"], *other["broken"]]
    )
