"""What `loyalty validate --landing` prints: how each feed's first rows are read."""

from pathlib import Path

import click

from loyalty_pipeline.errors import RunFailedError


def report(landing: Path) -> None:
    """Print a table a feed; raises `RunFailedError` where something is not read."""
    from loyalty_pipeline.feeds.catalog import FEEDS
    from loyalty_pipeline.feeds.databases.loading import sources_of
    from loyalty_pipeline.feeds.declared.sample import sample
    from loyalty_pipeline.feeds.landing import landing_days

    for name, source in sources_of(landing).items():
        click.echo(f"{name}: pulled from {source.says}; `loyalty doctor` connects")
    bad = []
    for name, feed in FEEDS.items():
        days = landing_days(landing, name)
        if not days:
            continue
        found = sample(feed, days[0])
        click.echo(f"{name}: {found.file.relative_to(landing)}")
        if found.fault is not None:
            click.echo(f"  cannot be read: {found.fault}")
        rows = [("theirs", "ours", "first values", "verdict")]
        rows += [
            (_short(c.theirs), c.ours, _short(", ".join(c.values), 40), c.verdict)
            for c in found.columns
        ]
        for line in _aligned(rows) if found.columns else []:
            click.echo(f"  {line}")
        if found.missing:
            click.echo(f"  not in the file: {', '.join(found.missing)}")
        if not found.is_good:
            bad.append(name)
    if bad:
        raise RunFailedError(
            f"not all is read of {', '.join(bad)}",
            str(landing),
            "declare in landing.yaml how the files look, as the README shows, or mend"
            " the files",
        )


def _short(text: str, most: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _aligned(rows: list[tuple[str, str, str, str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return [
        "  ".join(
            [*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[3]]
        )
        for row in rows
    ]
