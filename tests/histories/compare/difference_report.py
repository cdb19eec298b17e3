"""A difference as text: the rules, the member's rows, what each side makes of them."""

from dataclasses import fields

from tests.histories.compare.compare_tables import Difference
from tests.histories.compare.engine_run import rules_yaml
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.facts.delivered_row import Row
from tests.oracle.tables.columns import PublishedRow


def difference_report(
    world: World, life: Life, differing: Difference | str, title: str = ""
) -> str:
    """Everything needed to judge a difference by hand."""
    landed = [*world.shared.rows(), *life.rows()]
    rows = "\n".join(f"  {_shown(row)}" for row in landed)
    return "\n".join(
        [
            title,
            f"rules, as of {world.as_of}:\n{rules_yaml(world.document)}",
            f"facts:\n{rows}",
            differing if isinstance(differing, str) else _lines(differing),
        ]
    )


def _lines(differing: Difference) -> str:
    lines = []
    for table, rows in differing.items():
        lines.append(table)
        lines += [f"  engine: {_plain(row)}" for row in sorted(rows.engine, key=str)]
        lines += [f"  replay: {_plain(row)}" for row in sorted(rows.replay, key=str)]
    return "\n".join(lines)


def _plain(row: PublishedRow) -> str:
    """A row with the names of its columns."""
    return ", ".join(f"{name}={value}" for name, value in row._asdict().items())


def _shown(row: Row) -> str:
    """A row with the values that it has."""
    values = [(f.name, getattr(row, f.name)) for f in fields(row)]
    shown = [f"{name}={value}" for name, value in values if value is not None]
    return f"{type(row).__name__}: {', '.join(shown)}"
