"""When the pipeline runs: every night, and soon after something landed.

Each launcher sends the range of landing days to look at: a run of partitioned feeds and
unpartitioned models needs it.
"""

import dagster as dg

from loyalty_pipeline.defs.ingest.days import partitions
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.tables.writer import yesterday
from loyalty_pipeline.run.alerts import alert
from loyalty_pipeline.run.request import LAUNCHED_BY_HAND, Launch, launch, news
from loyalty_pipeline.settings import Settings

_NIGHTLY = "0 3 * * *"
_SECONDS_BETWEEN_LOOKS = 60


def run_request(launch: Launch, run_key: str, known: str) -> dg.RunRequest:
    """The run that a launcher asks for; its landing days must be `known` partitions."""
    if launch.first_day < known:
        raise LoyaltyError(
            f"a day has landed, {launch.first_day}, of years before all that had landed"
            " when Dagster was started",
            "loyalty dev",
            "start it again",
        )
    return dg.RunRequest(
        run_key=run_key, run_config=launch.run_config, tags=launch.tags
    )


@dg.definitions
def automation() -> dg.Definitions:
    """The job, its nightly schedule in the programme's zone, and the landing sensor."""
    settings = Settings()
    programme = load(rule_file(settings.programme))
    home, landing = Home(settings.home), settings.landing_folder
    known = partitions().start.date().isoformat()

    refresh = dg.define_asset_job(
        "refresh",
        selection=dg.AssetSelection.all(),
        executor_def=dg.in_process_executor,
        description="Ingest what is new, check it, build every table and publish.",
    )

    @dg.schedule(
        job=refresh,
        cron_schedule=_NIGHTLY,
        execution_timezone=programme.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        """Every night the day that has just ended, whether or not something landed."""
        day = yesterday(programme, context.scheduled_execution_time)
        return run_request(launch(home, landing, day), f"nightly {day}", known)

    @dg.sensor(
        job=refresh,
        minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def landed(_: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """New, changed and late landing days; a day that was stopped is not retried."""
        found = news(home, landing)
        if found is None:
            return dg.SkipReason("nothing new has landed")
        return run_request(launch(home, landing, yesterday(programme)), found, known)

    @dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING)
    def failed(context: dg.RunFailureSensorContext) -> None:
        """Alerts of runs that the daemon launched; `loyalty run` alerts by itself."""
        if LAUNCHED_BY_HAND not in context.dagster_run.tags:
            says = context.failure_event.message or "failed"
            alert(settings, context.dagster_run.run_id, says)

    return dg.Definitions(jobs=[refresh], schedules=[nightly], sensors=[landed, failed])
