"""When the pipeline runs: every night, and soon after something landed.

Each launcher sends the range of landing days to look at: a run of partitioned feeds and
unpartitioned models needs it.
"""

import dagster as dg

from loyalty_pipeline.alerts import alert
from loyalty_pipeline.home import Home
from loyalty_pipeline.launching import LAUNCHED_BY_HAND, Launch, launch, news
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.rendering import yesterday
from loyalty_pipeline.settings import Settings

_NIGHTLY = "0 3 * * *"
_SECONDS_BETWEEN_LOOKS = 60


def _request(launch: Launch, run_key: str) -> dg.RunRequest:
    return dg.RunRequest(
        run_key=run_key, run_config=launch.run_config, tags=launch.tags
    )


@dg.definitions
def automation() -> dg.Definitions:
    """The job, its nightly schedule in the programme's zone, and the landing sensor."""
    settings = Settings()
    programme = load(rule_file(settings.programme))
    home, landing = Home(settings.home), settings.landing_folder

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
        return _request(launch(home, landing, day), f"nightly {day}")

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
        return _request(launch(home, landing, yesterday(programme)), found)

    @dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING)
    def failed(context: dg.RunFailureSensorContext) -> None:
        """Alerts of runs that the daemon launched; `loyalty run` alerts by itself."""
        if LAUNCHED_BY_HAND not in context.dagster_run.tags:
            says = context.failure_event.message or "failed"
            alert(settings, context.dagster_run.run_id, says)

    return dg.Definitions(jobs=[refresh], schedules=[nightly], sensors=[landed, failed])
