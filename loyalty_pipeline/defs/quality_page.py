"""The quality page of a run: in its publication; where a day is held, in the home."""

import shutil
from pathlib import Path

import dagster as dg

from loyalty_pipeline.guard.freshness import late
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.publication import QUALITY
from loyalty_pipeline.quality import page
from loyalty_pipeline.run.context import RunContext


def write_beside(run: RunContext, publication: str, folder: Path) -> None:
    """Write the page into a publication's folder."""
    page.write(_subject(run, publication), folder, folder / QUALITY)


def show(run: RunContext, publication: str) -> None:
    """Let a publication's page be the home's, unless it is one of a past day."""
    if run.build.past_day is None:
        published = run.build.publications / publication / QUALITY
        shutil.copyfile(published, run.home.quality_page)


def write_held(run: RunContext) -> None:
    """Write the home's page while a day is held: readers keep the one they had."""
    known = current(run.build)
    name = known.about.run if known else None
    page.write(_subject(run, name), run.build.published, run.home.quality_page)


def link(path: Path) -> dg.PathMetadataValue:
    """The page as metadata."""
    return dg.MetadataValue.path(str(path))


def _subject(run: RunContext, publication: str | None) -> page.Subject:
    return page.Subject(
        run.home,
        run.setup.landing,
        run.programme.programme,
        run.day,
        publication,
        late(run.home, run.landed.days, run.day),
    )
