"""One session on the PostgreSQL that BI reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.publishing.postgres.address import VARIABLE, Address
from loyalty_pipeline.publishing.postgres.errors import in_words

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Rows = list[tuple[Any, ...]]


class Server:
    """A session; each statement stands for itself outside `transaction`.

    `files` is the DuckDB that reads the published files meanwhile.
    """

    def __init__(self, connection: Any, files: "duckdb.DuckDBPyConnection") -> None:
        self.files = files
        self._connection = connection
        self._cursor = connection.cursor()

    def run(self, *statements: str) -> None:
        """Run statements that answer nothing."""
        for statement in statements:
            self._cursor.execute(statement)

    def ask(self, query: str) -> Rows:
        """The rows that a query answers."""
        self._cursor.execute(query)
        rows: Rows = self._cursor.fetchall()
        return rows

    def load(self, table: str, rows: "pa.RecordBatchReader") -> None:
        """Write rows into a new table, seen by this session and ended with it."""
        self._cursor.adbc_ingest(table, rows, mode="create", temporary=True)

    def append(self, schema: str, table: str, rows: "pa.RecordBatchReader") -> int:
        """Write rows into a table that is there; return how many."""
        written: int = self._cursor.adbc_ingest(
            table, rows, mode="append", db_schema_name=schema
        )
        return written

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is run inside."""
        self._connection.adbc_connection.set_autocommit(False)
        yield
        self._connection.commit()
        self._connection.adbc_connection.set_autocommit(True)


@contextmanager
def session(address: Address) -> Iterator[Server]:
    """Open a session; the driver's errors inside come out in words.

    A session that fails is closed, and with it all that it had not committed is undone.
    """
    if find_spec("adbc_driver_postgresql") is None or find_spec("pyarrow") is None:
        raise LoyaltyError(
            "PostgreSQL for BI needs the packages adbc-driver-postgresql and pyarrow",
            VARIABLE,
            "install loyalty-pipeline[bi], or unset the variable",
        )
    from adbc_driver_manager import Error
    from adbc_driver_postgresql import dbapi

    try:
        with (
            duck.connect() as files,
            dbapi.connect(address.told, autocommit=True) as connection,
        ):
            yield Server(connection, files)
    except Error as error:
        raise in_words(error, address) from None
