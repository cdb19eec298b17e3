"""What a person reads when a run is over: what was published, where, what next."""

from rich.console import Console
from rich.table import Table

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import About, Published, current
from loyalty_pipeline.publishing.publication import DATABASE
from loyalty_pipeline.run.refresh import Outcome


def report(console: Console, home: Home, outcome: Outcome | None) -> None:
    """Print the outcome of a run: what readers now see."""
    published = current(home)
    assert published is not None, "a run that succeeds has published"
    console.print()
    console.print(_published(*published))
    console.print(_distribution(home))
    missing = [
        feed for feed in FEEDS if not any((home.lake / feed).glob("landed_on=*"))
    ]
    if missing:
        console.print(f"Feeds that have not landed: {', '.join(missing)}")
    if outcome is not None:
        console.print(f"Seconds: {_seconds(outcome)}", soft_wrap=True)
    console.print(f"\nTables:  {home.published}/<table>.parquet", soft_wrap=True)
    console.print(f"         {home.published}/{DATABASE}", soft_wrap=True)
    console.print(f"Log:     {home.log}", soft_wrap=True)
    console.print(
        "\nNext:    query the tables, as the README shows, or follow them in the UI\n"
        "         with `make dev`; land another day and run again",
        soft_wrap=True,
    )


def as_json(home: Home, outcome: Outcome | None) -> dict[str, object]:
    """The same for a machine: the publication that readers now see."""
    published = current(home)
    assert published is not None, "a run that succeeds has published"
    about, tables = published
    return {
        "publication": about.run,
        "as_of": about.as_of.isoformat(),
        "is_new": outcome is not None,
        "folder": str(home.published.resolve()),
        "tables": {table.table: table._asdict() for table in tables},
        "seconds": outcome.seconds if outcome else {},
    }


def _seconds(outcome: Outcome) -> str:
    parts = [f"{spent:.1f} {stage}" for stage, spent in outcome.seconds.items()]
    return f"{', '.join(parts)}; {sum(outcome.seconds.values()):.1f} in all"


def _published(about: About, tables: list[Published]) -> Table:
    table = Table("published table", title=f"Published as of {about.as_of}")
    table.add_column("rows", justify="right")
    for published in tables:
        table.add_row(published.table, f"{published.rows:,}")
    return table


def _distribution(home: Home) -> Table:
    table = Table("tier", "name", title="Members by tier")
    table.add_column("members", justify="right")
    table.add_column("share", justify="right")
    file = home.published / "tier_distribution.parquet"
    with duck.connect() as connection:
        rows = connection.execute(
            "select tier_code, tier_name, count_members, share_bp"
            f" from {duck.rows(file)} order by tier_rank desc"
        ).fetchall()
    for code, name, members, share_bp in rows:
        table.add_row(code, name, f"{members:,}", f"{share_bp / 100:.2f} %")
    return table
