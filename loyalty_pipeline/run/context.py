"""What is decided once a run, under the home's lock, and handed on frozen."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from loyalty_pipeline import resources
from loyalty_pipeline.errors import RunFailedError
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.feeds.new_days import Landed, landed
from loyalty_pipeline.feeds.unread import unread
from loyalty_pipeline.home.binding import bind
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import build_of, current_rules
from loyalty_pipeline.rules.calendar import yesterday
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.published_changes import refuse_changes
from loyalty_pipeline.run.request import Request
from loyalty_pipeline.run.setup import Setup, read_setup
from loyalty_pipeline.run.up_to_date import is_up_to_date
from loyalty_pipeline.settings import Settings

if TYPE_CHECKING:
    from loyalty_pipeline.feeds.databases.pulls import Pulls


@dataclass(frozen=True)
class RunContext:
    """One run: the setup it is about, its day, where that is built, and what is new.

    `unread` names what lies in the landing and nobody reads, a sentence each; `pulled`
    is what each feed that has a source was pulled as, or why it was not.
    """

    setup: Setup
    request: Request
    day: date
    build: Build
    landed: Landed
    unread: tuple[str, ...]
    is_up_to_date: bool
    pulled: "Pulls" = field(default_factory=dict)

    @property
    def home(self) -> Home:
        """The home that the run works in."""
        return self.setup.home

    @property
    def programme(self) -> Programme:
        """The rules, valid as a whole."""
        return self.setup.programme

    @property
    def failed_sources(self) -> list[RunFailedError]:
        """Why feeds could not be pulled; with any such, nothing is built."""
        return [e for e in self.pulled.values() if isinstance(e, RunFailedError)]

    @property
    def has_nothing_to_do(self) -> bool:
        """Whether the publication stands, and nobody asks for it to be built anew."""
        return self.is_up_to_date and not self.request.full_refresh


def decide(setup: Setup, request: Request) -> RunContext:
    """Decide what a run is about; call it under the home's lock.

    Raises `LoyaltyError` for a home of another programme or landing, and for rules of
    published days that have changed, unless the request is to restate them.
    """
    bind(setup.home, setup.programme.programme, setup.landing)
    for left in resources.spills(setup.settings.scratch_folder):
        left.unlink(missing_ok=True)  # by a killed run: this one has the lock
    published = current_rules(Build(setup.home))
    if published and not request.restate:
        refuse_changes(setup.programme, *published, setup.rule_file)
    day = request.as_of or yesterday(setup.programme.timezone)
    build = build_of(setup.home, day)
    pulled = _pulled(setup)
    found = landed(setup.home, setup.landing)
    stands = is_up_to_date(build, found, setup.programme, day)
    lost = tuple(unread(setup.landing))
    asked = replace(request, as_of=day)
    return RunContext(setup, asked, day, build, found, lost, stands, pulled)


def _pulled(setup: Setup) -> "Pulls":
    """Pull what comes from databases, before the run looks for what is new."""
    if not sources_of(setup.landing):
        return {}
    # Here, since a run without sources loads nothing for them.
    from loyalty_pipeline.feeds.databases.pulls import pull_all

    return pull_all(setup)


_HANDED_ON: ContextVar[RunContext | None] = ContextVar("run context", default=None)


def handed_on() -> RunContext | None:
    """The context of the run that this process launched itself, if it did."""
    return _HANDED_ON.get()


@contextmanager
def handing_on(context: RunContext) -> Iterator[None]:
    """Hand a context on to the definitions and resources that Dagster makes."""
    token = _HANDED_ON.set(context)
    try:
        yield
    finally:
        _HANDED_ON.reset(token)


def current_setup() -> Setup:
    """The setup of the run that this process launched, or else of its environment."""
    launched_here = handed_on()
    return launched_here.setup if launched_here else _read_once(Settings())


@cache
def _read_once(settings: Settings) -> Setup:
    resources.use(settings.resources)  # a process of Dagster's, which no command began
    return read_setup(settings)
