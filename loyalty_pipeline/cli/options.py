"""The options that commands share, each declared once, and the settings they make."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from loyalty_pipeline.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
_HOME, _AS_JSON = "loyalty.home", "loyalty.as_json"


def home(default: Path | None = None) -> Callable[[Command], Command]:
    """The option that names the home."""
    says = "The home folder to use." if default else "The programme's home folder."
    return click.option(
        "--home", type=FOLDER, default=default, show_default=bool(default), help=says
    )


landing = click.option("--landing", type=FOLDER, help="The folder files land in.")
programme = click.option("--programme", help="A shipped programme, or a rule file.")


def _remember(context: click.Context, _: click.Parameter, value: bool) -> bool:
    context.meta[_AS_JSON] = value
    return value


as_json = click.option(
    "--json",
    "as_json",
    is_flag=True,
    is_eager=True,
    callback=_remember,
    help="Answer in JSON.",
)


def settings_of(
    home: Path | None = None, landing: Path | None = None, programme: str | None = None
) -> "Settings":
    """The settings, with what the command line gives before all else."""
    from loyalty_pipeline import resources
    from loyalty_pipeline.settings import Settings

    given: dict[str, Any] = {"landing": landing, "home": home, "programme": programme}
    settings = Settings(**{k: value for k, value in given.items() if value is not None})
    resources.use(settings.resources)
    click.get_current_context().meta[_HOME] = settings.home
    return settings


def home_of(context: click.Context) -> Path:
    """The home that the command at hand works in, for a message about it."""
    return Path(context.meta.get(_HOME, Path()))


def is_for_a_machine(context: click.Context) -> bool:
    """Whether the command at hand is asked to answer in JSON."""
    return bool(context.meta.get(_AS_JSON))
