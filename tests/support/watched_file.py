"""How often a command opens a file, counted in each of its processes by Python."""

import os
from pathlib import Path

from tests.support.cli import REPOSITORY

# Python imports `sitecustomize` when it starts: in the command's process, and dbt's.
_WATCH = """\
import os
import sys

def note(event, arguments):
    if event == "open" and str(arguments[0]) == {file!r}:
        notes = os.open({notes!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(notes, b"opened\\n")
        os.close(notes)

sys.addaudithook(note)
"""


def watching(file: Path, folder: Path) -> dict[str, str]:
    """Settings under which `loyalty` notes each opening of a file in a new folder."""
    folder.mkdir()
    watch = _WATCH.format(file=str(file), notes=str(folder / "notes"))
    (folder / "sitecustomize.py").write_text(watch)
    return {"PYTHONPATH": f"{folder}{os.pathsep}{REPOSITORY}"}


def times_opened(folder: Path) -> int:
    """How often the file was opened that is watched from a folder."""
    return len((folder / "notes").read_text().splitlines())
