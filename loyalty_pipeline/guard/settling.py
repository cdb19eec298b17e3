"""How a held day is settled: commands that can be pasted as they stand."""

import shlex

from loyalty_pipeline.home.layout import Home


def list_command(home: Home) -> str:
    """The command that lists held days."""
    return f"loyalty quarantine list {_of(home)}"


def show_command(home: Home, day: str) -> str:
    """The command that shows a held day."""
    return f"loyalty quarantine show {day} {_of(home)}"


def release_command(home: Home, day: str) -> str:
    """The command that lets a held day in as it is."""
    return f"loyalty quarantine release {day} --accept {_of(home)}"


def export_command(home: Home, day: str) -> str:
    """The command that writes a day's rejected rows, to be mended and landed again."""
    return f"loyalty quarantine export {day} rejected-{day}.csv {_of(home)}"


def _of(home: Home) -> str:
    return f"--home {shlex.quote(str(home.root))}"


def what_to_do(home: Home, day: str) -> str:
    """What settles a held day: its files landed anew, or its release."""
    return (
        f"land the day again, mended; or look at it: {show_command(home, day)}"
        f" and let it in as it is: {release_command(home, day)}"
    )
