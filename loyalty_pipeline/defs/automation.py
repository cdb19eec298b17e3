"""When the pipeline runs: every night, and soon after something landed."""

from datetime import date

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import LANDING
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.feeds.new_days import Landed, landed, refuse_odd_landing
from loyalty_pipeline.guard.held_days import held_days
from loyalty_pipeline.rules.calendar import yesterday
from loyalty_pipeline.run.alerts import alert
from loyalty_pipeline.run.context import current_setup
from loyalty_pipeline.run.request import LAUNCHED_BY_HAND, Request

_NIGHTLY = "0 3 * * *"
_SECONDS_BETWEEN_LOOKS = 60
_SECONDS_BETWEEN_LOOKS_AT_SOURCES = 900  # a busy shop has new rows at any time


@dg.definitions
def automation() -> dg.Definitions:
    """The job, its nightly schedule in the programme's zone, and the landing sensor."""
    setup = current_setup()
    home, landing, timezone = setup.home, setup.landing, setup.programme.timezone

    def asked(run_key: str, as_of: date, found: Landed) -> dg.RunRequest:
        refuse_odd_landing(landing, found, sources_of(landing))
        return dg.RunRequest(run_key, run_config=Request(as_of).run_config)

    refresh = dg.define_asset_job(
        "refresh",
        # Each run reads what is new; days are chosen only to have them read again.
        selection=dg.AssetSelection.all() - dg.AssetSelection.assets(LANDING),
        executor_def=dg.in_process_executor,
        description="Ingest what is new, check it, build every table and publish.",
    )

    @dg.schedule(
        job=refresh,
        cron_schedule=_NIGHTLY,
        execution_timezone=timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        """Every night the day that has just ended, whether or not something landed."""
        day = yesterday(timezone, context.scheduled_execution_time)
        return asked(f"nightly {day}", day, landed(home, landing))

    @dg.sensor(
        name="landed",
        job=refresh,
        minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def landed_sensor(_: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """New, changed and late landing days; a day that is held is not retried.

        Of a day whose files are still written to the next tick asks.
        """
        found = landed(home, landing).quiet
        released = [
            f"released {held['feed']} {held['day']}"
            for held in held_days(home)
            if held["released"]
        ]
        if not found.new and not released:
            return dg.SkipReason("nothing new has landed")
        return asked(found.key(released), yesterday(timezone), found)

    @dg.sensor(
        name="pulled",
        job=refresh,
        minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS_AT_SOURCES,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def source_sensor(_: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """New rows in the databases that feeds are pulled from; a run pulls them."""
        from loyalty_pipeline.feeds.databases.looks import news

        key = news(setup.settings, home, landing)
        if not key:
            return dg.SkipReason("no source has rows beyond those pulled")
        as_of = yesterday(timezone)
        return dg.RunRequest(f"pulled {key}", run_config=Request(as_of).run_config)

    @dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING)
    def failed(context: dg.RunFailureSensorContext) -> None:
        """Alerts of runs that the daemon launched; `loyalty run` alerts by itself."""
        if LAUNCHED_BY_HAND not in context.dagster_run.tags:
            says = context.failure_event.message or "failed"
            alert(setup.settings, context.dagster_run.run_id, says)

    sensors = [landed_sensor, failed]
    if sources_of(landing):
        sensors.append(source_sensor)
    return dg.Definitions(jobs=[refresh], schedules=[nightly], sensors=sensors)
