"""`make bench`: what runs cost on generated data, beside simpler things."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from loyalty_pipeline.files import write_json
from tests.bench import product, report
from tests.bench.costs import Cost, size_of, watch
from tests.bench.landing import land, land_orders

# In the place of the product: the same tables by hand, and less than them.
_OTHERS = {
    "the same tables by hand": "by_hand",
    "a bare copy of the landing": "bare_copy",
    "a snapshot of balances in pandas": "pandas_snapshot",
}
_LINES = ("the whole run", "the same tables by hand")


@click.command()
@click.argument("orders", nargs=-1, type=float)
@click.option("--memory", help="LOYALTY_MEMORY for the runs, as 6GB.")
@click.option("--to", type=click.Path(path_type=Path), help="A JSON file to write.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where there is room.")
def main(
    orders: tuple[float, ...], memory: str | None, to: Path | None, folder: Path | None
) -> None:
    """Measure runs over so many ORDERS, such as 1e5 1e6, each once and in turn."""
    settings = {"LOYALTY_MEMORY": memory} if memory else {}
    measured = {}
    for size in sorted(int(number) for number in orders or (10**5, 10**6)):
        click.echo(f"{size:,} orders", err=True)
        with tempfile.TemporaryDirectory(dir=folder) as own:
            measured[size] = _measured(size, Path(own), settings)
    click.echo(f"On {report.machine()}.\n\n{report.table(measured)}\n")
    click.echo(report.chart(measured, _LINES))
    if to:
        write_json(to, report.as_json(measured))


def _measured(orders: int, folder: Path, settings: dict[str, str]) -> dict[str, Cost]:
    landing = folder / "landing"
    land(landing, orders)
    costs = product.stages(landing, folder, settings)
    for what, module in _OTHERS.items():
        command = [sys.executable, "-m", f"tests.bench.{module}"]
        written = folder / module
        cost = watch([*command, landing, written], settings, folder).whole
        costs[what] = replace(cost, written=size_of(written))
    return costs | _ingest(orders, folder, settings)


def _ingest(orders: int, folder: Path, settings: dict[str, str]) -> dict[str, Cost]:
    """What it costs to stage and judge orders alone, beside a bare copy of the file."""
    costs = {}
    for suffix in ("parquet", "csv"):
        landing = folder / f"orders_{suffix}"
        land_orders(landing, orders, suffix)
        for what, module in (("staged and judged", "ingest"), ("copied", "bare_copy")):
            written = folder / f"{module}_{suffix}"
            command = [sys.executable, "-m", f"tests.bench.{module}"]
            cost = watch([*command, landing, written], settings, folder).whole
            of = "Parquet" if suffix == "parquet" else "CSV"
            name = f"orders of {of} {what}"
            costs[name] = replace(cost, written=size_of(written))
    return costs


if __name__ == "__main__":
    main()
