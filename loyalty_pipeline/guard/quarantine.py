"""Rejected rows, of landing days in the lake and of held ones, for their owner."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.staging import QUARANTINE_COLUMNS, QUARANTINED
from loyalty_pipeline.home.layout import Home

_LONGEST = 80  # characters of a value that is shown as an example


class BrokenRule(NamedTuple):
    """A rule of a row, how many rows broke it, and a value that did, if it may be told.

    Printed it holds no value of a personal column.
    """

    rule: str
    rows: int
    example: str | None

    def __str__(self) -> str:
        such = f", such as {self.example}" if self.example else ""
        times = "once" if self.rows == 1 else f"{self.rows:,} times"
        return f"{self.rule}{such} ({times})"


class RejectedRow(NamedTuple):
    """A rejected row as it landed; row 0 is the whole file."""

    file: str
    position: int
    reasons: str
    original: str | None


def files(home: Home, day: date) -> list[tuple[str, Path]]:
    """The feeds with rejected rows of a landing day, and the files that hold them."""
    of_held_days = home.held_days.glob(f"*/{day}/{QUARANTINED}")
    of_lake = home.quarantine.glob(f"*/{day}.parquet")
    found = [(file.parent.parent.name, file) for file in of_held_days]
    found += [(file.parent.name, file) for file in of_lake]
    return sorted((feed, file) for feed, file in found if rows(file, 0)[0])


def counts(home: Home) -> list[tuple[str, str, int]]:
    """Feed, landing day and number of the rejected rows in the lake, oldest first."""
    found = [
        (file.parent.name, file.stem, rows(file, 0)[0])
        for file in home.quarantine.glob("*/*.parquet")
    ]
    return sorted((c for c in found if c[2]), key=lambda c: (c[1], c[0]))


def broken_rules(file: Path, most: int) -> list[BrokenRule]:
    """The rules that most of a file's rejected rows broke, each with its first example.

    Rows that an earlier release has rejected name no rules: their reasons stand in.
    """
    none = duck.no_rows(QUARANTINE_COLUMNS)
    relation = f"(from {none} union all by name from {duck.rows(file)})"
    with duck.connect() as connection:
        found = connection.execute(f"""
            with told as (
                select
                    file_name,
                    row_position,
                    unnest(
                        coalesce(broken_rules, [{{'rule': reasons, 'value': null}}])
                    ) as broken
                from {relation}
            )

            select
                case
                    when row_position = 0 then concat(file_name, ': ', broken.rule)
                    else broken.rule
                end,
                count(*),
                left(min_by(broken.value, (file_name, row_position)), {_LONGEST})
            from told
            group by 1
            order by 2 desc, 1
            limit {most}
        """).fetchall()
    return [BrokenRule(*row) for row in found]


def rows(file: Path, most: int) -> tuple[int, list[RejectedRow]]:
    """How many rows a file of rejected rows has, and the first of them."""
    relation = duck.rows(file)
    with duck.connect() as connection:
        ((count,),) = connection.execute(f"select count(*) from {relation}").fetchall()
        found = connection.execute(
            f"select file_name, row_position, reasons, original from {relation}"
            f" order by 1, 2 limit {most}"
        ).fetchall()
    return int(count), [RejectedRow(*row) for row in found]
