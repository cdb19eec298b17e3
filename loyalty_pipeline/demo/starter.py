"""A folder to begin with: rules to edit, files that have landed, settings."""

import csv
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.declared.loading import NAME
from loyalty_pipeline.feeds.declared.proposed.proposal import Proposal, propose_for
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.rules.calendar import yesterday
from loyalty_pipeline.rules.loading import SHIPPED, load
from loyalty_pipeline.rules.model.programme import Programme

_EXAMPLES = Path(__file__).parent / "examples"
# The day that the second of the two landing days is called among the examples.
_LAST_LANDED_ON = date(2025, 7, 2)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_SETTINGS = """\
# Read by `loyalty` when it is started in this folder.
LOYALTY_HOME=home
LOYALTY_LANDING=landing
LOYALTY_PROGRAMME={rules}
"""

Row = dict[str, str]
Own = tuple[Path, str | None]


@dataclass(frozen=True)
class Starter:
    """What was written: the folder, and its rule file, landing and settings in it."""

    folder: Path
    rules: Path
    landing: Path
    settings: Path


def write_starter(
    folder: Path, name: str, today: date | None = None, own: Sequence[Own] = ()
) -> Starter:
    """Fill a new or empty folder with a shipped programme's rules and examples.

    The examples end the day before `today`, else the programme's own today, so that a
    run at once has recent orders. Where there are files of one's `own`, each with the
    feed it is said to be of, these land today instead, with a landing.yaml proposed for
    them. Raises `LoyaltyError`, before it writes anything, for an unknown programme,
    for a folder that holds something and for files that cannot be read.
    """
    rules = _shipped(name)
    programme = load(rules)
    _refuse_filled(folder)
    proposal = propose_for(own) if own else None
    made = Starter(folder, folder / rules.name, folder / "landing", folder / ".env")
    last = today or yesterday(programme.timezone) + timedelta(days=1)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(rules, made.rules)
    if proposal is not None:
        _land(made.landing, proposal, [file for file, _ in own], last)
    for example in [] if own else sorted(_EXAMPLES.glob("*/*/*.csv")):
        _write_example(example, made.landing, programme, last - _LAST_LANDED_ON)
    made.settings.write_text(_SETTINGS.format(rules=rules.name), encoding="utf-8")
    return made


def _land(landing: Path, proposal: Proposal, files: list[Path], day: date) -> None:
    """Copy files into the landing, and write down how they seem to look."""
    for file, feed in zip(files, proposal.feeds, strict=True):
        folder = landing / feed / f"{DAY_PREFIX}{day}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, _free(folder / file.name))
    (landing / NAME).write_text(proposal.text, encoding="utf-8")


def _free(target: Path) -> Path:
    """The path, or one of another stem where something has that name already."""
    number = 2
    free = target
    while free.exists():
        free = target.with_name(f"{number}-{target.name}")
        number += 1
    return free


def _shipped(name: str) -> Path:
    shipped = {file.stem: file for file in sorted(SHIPPED.glob("*.yaml"))}
    if name not in shipped:
        raise LoyaltyError(
            f"no programme {name!r} is shipped",
            str(SHIPPED),
            f"name one of {', '.join(shipped)} with --programme",
        )
    return shipped[name]


def _refuse_filled(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise LoyaltyError(
            "the folder is not empty, and nothing was written",
            str(folder),
            "name a new or an empty folder",
        )


def _write_example(
    example: Path, landing: Path, programme: Programme, later: timedelta
) -> None:
    """Write one example file as the programme's own, so many days later."""

    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + later).isoformat()

    text = _DAY.sub(moved, example.read_text(encoding="utf-8"))
    rows = list(_fitting(csv.DictReader(text.splitlines()), programme))
    if not rows:
        return
    target = landing / _DAY.sub(moved, str(example.relative_to(_EXAMPLES)))
    target.parent.mkdir(parents=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _fitting(rows: "csv.DictReader[str]", programme: Programme) -> Iterator[Row]:
    """The rows in the programme's currency, without events that it does not measure."""
    metrics = [metric for version in programme.versions for metric in version.metrics]
    kinds = {kind for m in metrics for kind in [*(m.kinds or []), *(m.out_of or [])]}
    for row in rows:
        if "currency" in row:
            row["currency"] = programme.currency
        if row.get("kind") in {None, *kinds}:
            yield row
