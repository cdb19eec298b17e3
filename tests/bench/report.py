"""What was measured, for people: a table, and a chart of cost against size."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from tests.bench.costs import Cost

Measured = Mapping[int, Mapping[str, Cost]]


def machine() -> str:
    """The machine in a few words."""
    memory = psutil.virtual_memory().total / 2**30
    cores = psutil.cpu_count()
    return f"{cores} cores of {_processor()}, {memory:.0f} GiB, {platform.system()}"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    names = [line.split(":")[1].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()


def table(measured: Measured) -> str:
    """A row for each size and stage, as Markdown."""
    lines = [
        "| orders | what | seconds | orders/s | CPU seconds | peak GB | MB written |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for orders, costs in measured.items():
        for what, cost in costs.items():
            written = f"{cost.written / 1e6:,.0f}" if cost.written else ""
            lines.append(
                f"| {orders:,} | {what} | {cost.wall:,.1f}"
                f" | {orders / cost.wall:,.0f} | {cost.cpu:,.1f}"
                f" | {cost.peak / 1e9:.2f} | {written} |"
            )
    return "\n".join(lines)


def chart(measured: Measured, shown: Sequence[str]) -> str:
    """Seconds for a million orders against orders, a line each, as Mermaid has it."""
    title = "Seconds for a million orders: " + " and ".join(shown)
    sizes = ", ".join(f'"{_short(orders)}"' for orders in measured)
    lines = [
        "xychart-beta",
        f'    title "{title}"',
        f'    x-axis "orders" [{sizes}]',
        '    y-axis "seconds"',
    ]
    for what in shown:
        points = [
            f"{costs[what].wall * 1e6 / orders:.1f}"
            for orders, costs in measured.items()
        ]
        lines.append(f"    line [{', '.join(points)}]")
    return "\n".join(["```mermaid", *lines, "```"])


def _short(orders: int) -> str:
    return f"{orders / 1e6:g} M" if orders >= 10**6 else f"{orders // 1000:,} k"


def as_json(measured: Measured) -> dict[str, Any]:
    """Everything measured, for machines: seconds and bytes."""
    return {
        "machine": machine(),
        "orders": {
            str(orders): {what: asdict(cost) for what, cost in costs.items()}
            for orders, costs in measured.items()
        },
    }
