"""Which publication readers see: a link that is switched in one step."""

import os
import shutil

from loyalty_pipeline.home.build import Build

KEPT = 3


def show(build: Build, run: str) -> None:
    """Point `published` at the publication of a run, in one step."""
    link = build.folder / ".published.new"
    link.unlink(missing_ok=True)
    link.symlink_to(build.publications.relative_to(build.folder) / run)
    os.replace(link, build.published)


def forget_oldest(build: Build) -> None:
    """Remove all publications but the last few and the current one."""
    current = build.published.resolve()
    folders = [f for f in build.publications.iterdir() if not f.name.startswith(".")]
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns)
    for folder in folders[:-KEPT]:
        if folder.resolve() != current:
            shutil.rmtree(folder)
