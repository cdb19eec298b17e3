"""A shop whose second landing day is about to be read, in homes that can be spoiled."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.cli import checksums, loyalty
from tests.support.landing_files import FIRST_DAY, land, land_broken_order, land_shop

SECOND_DAY = date(2025, 3, 2)
AS_OF = "2025-03-05"


@dataclass(frozen=True)
class Shop:
    """A landing of two days, and a home that has published the first."""

    landing: Path
    template: Home
    before: dict[str, str]

    def arguments(self, home: Home) -> list[str]:
        """What a run over a home is told."""
        return [
            *("run", "--home", str(home.root), "--landing", str(self.landing)),
            *("--as-of", AS_OF),
        ]

    def home(self, folder: Path) -> Home:
        """A copy of the home; its landing lies outside it and stays the same."""
        return copied(self.template, folder)


def copied(home: Home, folder: Path) -> Home:
    """A copy of a home in a new folder."""
    shutil.copytree(home.root, folder, symlinks=True)
    return Home(folder)


def moved(shop: Shop, home: Home, landing: Path) -> Shop:
    """The shop with a landing of its own, which the home is bound to from now on."""
    shutil.copytree(shop.landing, landing)
    file = home.root / "home.json"
    bound = json.loads(file.read_text(encoding="utf-8"))
    write_json(file, {**bound, "landing": str(landing)})
    return replace(shop, landing=landing)


def open_shop(root: Path) -> Shop:
    """Publish the first day, then land the second."""
    landing, home = root / "landing", Home(root / "template")
    shop = Shop(landing, home, {})
    land_shop(landing, FIRST_DAY)
    ran = loyalty(*shop.arguments(home))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    land_second_day(landing)
    return Shop(landing, home, tables(home))


def land_second_day(landing: Path) -> None:
    """More orders, one of no amount, and a correction of one that had landed before."""
    rows = [(f"p{n}", f"m{n:02}", "2025-02-01 12:00:00", 99, "CNY") for n in range(20)]
    rows.append(("o19-0", "m19", "2025-01-01 04:00:00", 1, "CNY"))
    land(landing, "orders", SECOND_DAY, rows)
    land_broken_order(landing, SECOND_DAY)


# What names the run, and what depends on those before it.
_OF_THE_RUN = {
    "_publication.json",
    "_publication.parquet",
    "loyalty.duckdb",
    "quality.html",
    "benefit_changes.parquet",
    "ledger_restatements.parquet",
    "tier_changes.parquet",
}


def tables(home: Home) -> dict[str, str]:
    """The digest of every published table that is a function of facts and rules."""
    files = checksums(Build(home).published)
    return {name: digest for name, digest in files.items() if name not in _OF_THE_RUN}
