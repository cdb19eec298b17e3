"""`loyalty …`: parse, call, print; no work of its own."""

from typing import Any

import click

from loyalty_pipeline.cli import options
from loyalty_pipeline.cli.backup import backup
from loyalty_pipeline.cli.bi import bi
from loyalty_pipeline.cli.console import fail
from loyalty_pipeline.cli.demo import demo
from loyalty_pipeline.cli.dev import dev
from loyalty_pipeline.cli.doctor import doctor
from loyalty_pipeline.cli.init import init
from loyalty_pipeline.cli.quarantine import quarantine
from loyalty_pipeline.cli.restore import restore
from loyalty_pipeline.cli.run import run
from loyalty_pipeline.cli.validate import validate
from loyalty_pipeline.errors import LoyaltyError


class _Main(click.Group):
    """A group whose commands fail with a message, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LoyaltyError as error:
            self._fail(ctx, error)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from loyalty_pipeline.run.os_errors import in_words

            known = in_words(error, options.home_of(ctx))
            if known is None:
                raise
            self._fail(ctx, known)

    def _fail(self, ctx: click.Context, error: LoyaltyError) -> None:
        fail(error, options.is_for_a_machine(ctx))
        ctx.exit(error.exit_code)


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="loyalty-pipeline")
def main() -> None:
    """Customer-loyalty programmes computed as a data pipeline."""


for _command in (
    backup,
    bi,
    demo,
    dev,
    doctor,
    init,
    quarantine,
    restore,
    run,
    validate,
):
    main.add_command(_command)
