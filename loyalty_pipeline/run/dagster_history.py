"""How long Dagster's history of runs is kept; the tables never depend on it."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from loyalty_pipeline.home.layout import Home

if TYPE_CHECKING:
    import dagster as dg

# A landing day whose run is forgotten shows as not materialised in the UI: a year
# keeps what anyone looks at, in some 2 MB a run.
RUNS_KEPT = timedelta(days=365)


def forget_old_runs(instance: "dg.DagsterInstance", home: Home) -> int:
    """Delete the runs that ended before the time kept; return how many."""
    import dagster as dg

    status = dg.DagsterRunStatus
    old = instance.get_runs(
        dg.RunsFilter(
            statuses=[status.SUCCESS, status.FAILURE, status.CANCELED],
            created_before=datetime.now(UTC) - RUNS_KEPT,
        )
    )
    for run in old:
        instance.delete_run(run.run_id)
        # In SQLite each run has a file of its own, which Dagster empties and leaves.
        for file in (home.dagster / "history" / "runs").glob(f"{run.run_id}.db*"):
            file.unlink()
    return len(old)
