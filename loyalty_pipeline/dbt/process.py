"""dbt as this pipeline starts it: it dies with its parent and asks nobody outside."""

import ctypes
import signal
import sys
from importlib.metadata import version

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run dbt with this process's arguments.

    Dagster asks for the version before each command. dbt's own answer looks up newer
    releases on the network and takes seconds; the installed one is all that is needed.
    """
    if sys.argv[1:] == ["--version"]:
        print(f"Core:\n  - installed: {version('dbt-core')}")
        return
    _die_with_parent()
    from dbt.cli.main import cli

    cli()


def _die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent is gone.

    An orphaned dbt would keep the warehouse's lock, and write on behind the next run.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
