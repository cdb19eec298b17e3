"""The asset graph: everything declared under `defs/`."""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Load the declarations; `ls defs` prints the pipeline in order."""
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent)
