"""What a person reads when a run is over: what was published, where, what next."""

from rich.console import Console
from rich.table import Table

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.publication import DATABASE, QUALITY, Publication
from loyalty_pipeline.run.refresh import Outcome


def report(console: Console, outcome: Outcome) -> None:
    """Print the outcome of a run: what readers now see."""
    publication, build = _current(outcome), outcome.context.build
    console.print()
    console.print(_published(publication))
    console.print(_distribution(publication))
    missing = _missing_feeds(build.home)
    if missing:
        console.print(f"Feeds that have not landed: {', '.join(missing)}")
    if outcome.seconds:
        console.print(f"Seconds: {_seconds(outcome)}", soft_wrap=True)
    console.print(f"\nTables:  {build.published}/<table>.parquet", soft_wrap=True)
    console.print(f"         {build.published}/{DATABASE}", soft_wrap=True)
    console.print(f"Quality: {build.published}/{QUALITY}", soft_wrap=True)
    console.print(f"Log:     {build.home.log}", soft_wrap=True)
    console.print(
        "\nNext:    query the tables, as the README shows, or follow them in the UI\n"
        "         with `make dev` or `loyalty dev`; land another day and run again",
        soft_wrap=True,
    )


def as_json(outcome: Outcome) -> dict[str, object]:
    """The same for a machine: the publication that readers now see."""
    publication, build = _current(outcome), outcome.context.build
    return {
        "publication": publication.about.run,
        "as_of": publication.about.as_of.isoformat(),
        "is_new": bool(outcome.seconds),
        "folder": str(build.published.resolve()),
        "tables": {table.table: table._asdict() for table in publication.tables},
        "seconds": outcome.seconds,
    }


def _current(outcome: Outcome) -> Publication:
    publication = current(outcome.context.build)
    assert publication is not None, "a run that succeeds has published"
    return publication


def _missing_feeds(home: Home) -> list[str]:
    return [feed for feed in FEEDS if not any((home.lake / feed).glob("landed_on=*"))]


def _seconds(outcome: Outcome) -> str:
    parts = [f"{spent:.1f} {stage}" for stage, spent in outcome.seconds.items()]
    return f"{', '.join(parts)}; {sum(outcome.seconds.values()):.1f} in all"


def _published(publication: Publication) -> Table:
    as_of = publication.about.as_of
    table = Table("published table", title=f"Published as of {as_of}")
    table.add_column("rows", justify="right")
    for published in publication.tables:
        table.add_row(published.table, f"{published.rows:,}")
    return table


def _distribution(publication: Publication) -> Table:
    table = Table("tier", "name", title="Members by tier")
    table.add_column("members", justify="right")
    table.add_column("share", justify="right")
    for tier in publication.tiers:
        share = f"{tier.share_bp / 100:.2f} %"
        table.add_row(tier.code, tier.name, f"{tier.members:,}", share)
    return table
