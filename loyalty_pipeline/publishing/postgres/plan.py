"""How each table of a publication gets to PostgreSQL: not at all, changed, or whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing.current import in_folder
from loyalty_pipeline.publishing.postgres.changes import (
    Staged,
    stage_all,
    stage_changes,
)
from loyalty_pipeline.publishing.postgres.holding import Holding
from loyalty_pipeline.publishing.postgres.server import Server
from loyalty_pipeline.publishing.postgres.table import Table, table
from loyalty_pipeline.publishing.publication import FACTS, Publication

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What is to be shown: the current publication of a build, of a programme."""

    programme: str
    build: Build
    publication: Publication

    @property
    def files(self) -> list[Path]:
        """The tables' files, that of `_publication` last."""
        folder = self.build.publications / self.publication.about.run
        names = sorted(table.table for table in self.publication.tables)
        return [*(folder / f"{name}.parquet" for name in names), folder / FACTS]


@dataclass(frozen=True)
class Step:
    """A table on its way: `staged` are rows brought over, None where it stands.

    One that is new, or of another shape than it had, is filled as it is made.
    """

    table: Table
    file: Path
    is_new: bool
    staged: Staged | None


def plan(
    server: Server, wanted: Wanted, there: Holding, whole: bool, tell: Tell
) -> Iterator[Step]:
    """Bring over what PostgreSQL has not, table by table."""
    checksums = {each.table: each.checksum for each in wanted.publication.tables}
    before = _files_before(wanted.build, there)
    for file in wanted.files:
        tell(f"bringing {file.stem} to PostgreSQL")
        types = duck.columns(file, server.files)
        shown, name = table(file, types), file.stem
        held = there.tables.get(name)
        if not there.has(shown):
            yield Step(shown, file, True, None)
        elif whole or held is None:
            yield Step(shown, file, False, stage_all(server, shown, file))
        elif held.checksum == checksums[name]:
            yield Step(shown, file, False, None)
        elif name in before and duck.columns(before[name], server.files) == types:
            found = stage_changes(server, shown, file, before[name])
            yield Step(shown, file, False, found)
        else:
            yield Step(shown, file, False, stage_all(server, shown, file))


def _files_before(build: Build, there: Holding) -> dict[str, Path]:
    """The files of what PostgreSQL shows, as far as they are kept and are the same."""
    folder = build.publications / (there.run or "none")
    kept = in_folder(folder)
    return {
        each.table: folder / f"{each.table}.parquet"
        for each in (kept.tables if kept else [])
        if each.table in there.tables
        and there.tables[each.table].checksum == each.checksum
    }
