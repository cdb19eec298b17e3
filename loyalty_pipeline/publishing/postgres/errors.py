"""What PostgreSQL's errors mean: what may pass by itself, and what a person mends."""

import re

from loyalty_pipeline.errors import RunFailedError
from loyalty_pipeline.publishing.postgres.address import VARIABLE, Address

# SQLSTATE, whole or by class: https://www.postgresql.org/docs/current/errcodes-appendix
_PASSES = ("08", "40001", "40P01", "53", "55P03", "57P0", "58")
_REMEDIES = {
    "28": "mend the user or password in the address",
    "3D": "create the database, or mend its name in the address",
    "42501": "grant the user of the address what is named, or let the owner run it",
    "2BP01": "drop the view that is named, run again, and create it anew",
}


class BiError(RunFailedError):
    """PostgreSQL could not be brought up to date; the files are published."""


class BiBusyError(BiError):
    """The same, for a reason that may pass by itself: worth another try."""

    def __init__(self, what: str, where: str, remedy: str, state: str = "") -> None:
        super().__init__(what, where, remedy)
        self.state = state


def in_words(error: Exception, address: Address) -> BiError:
    """An error of the driver: the server's own sentence, and what to do."""
    state = str(getattr(error, "sqlstate", None) or "08000")
    said = address.without_secrets(_sentence(str(error)))
    where = f"{VARIABLE}, {address.shown}"
    if state.startswith(_PASSES):
        remedy = "see to the server; the next run brings the tables up to date"
        return BiBusyError(f"PostgreSQL for BI: {said}", where, remedy, state)
    known = (_REMEDIES[key] for key in _REMEDIES if state.startswith(key))
    remedy = next(known, "mend what is named and run again")
    return BiError(f"PostgreSQL for BI: {said} ({state})", where, remedy)


def _sentence(message: str) -> str:
    """What went wrong, without the statement and without the details, which hold rows.

    Of a view in the way only the details have the name.
    """
    message = message.split("Query was:")[0].split("Query:")[0]
    found = re.search(r"(?:ERROR|FATAL|PANIC):\s+(.+)", message)
    first = found.group(1) if found else message.strip().split("\n")[0]
    depends = re.findall(r"view \S+ depends on [^\n]+", message)
    return "; ".join([" ".join(first.split()), *depends])
