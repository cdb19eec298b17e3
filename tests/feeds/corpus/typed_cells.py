"""The cells of a column of Parquet, as pyarrow reads it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from tests.feeds.corpus.cells import Cell, Float, Nanos


def cells_of(column: pa.ChunkedArray) -> list[Cell]:
    """What the rows hold, in Python's types; floats as their shortest texts."""
    kind = column.type
    if kinds.is_floating(kind):
        return _floats(column)
    if kinds.is_timestamp(kind):  # whatever its zone, kept as UTC
        column = column.cast(pa.timestamp(kind.unit))
        return _nanos(column) if kind.unit == "ns" else [*column.to_pylist()]
    return [*column.to_pylist()]


def _floats(column: pa.ChunkedArray) -> list[Cell]:
    # DuckDB knows no half floats: it reads them as FLOAT, which holds each of them.
    width = np.float64 if kinds.is_float64(column.type) else np.float32
    return [None if x is None else Float(str(width(x))) for x in column.to_pylist()]


def _nanos(column: pa.ChunkedArray) -> list[Cell]:
    """Instants to the microsecond; one that is finer is none of the lake's."""
    coarse = pc.floor_temporal(column, unit="microsecond")
    micros = coarse.cast(pa.timestamp("us")).to_pylist()
    is_fine = pc.not_equal(coarse, column).to_pylist()
    return [
        Nanos(str(at)) if fine else at for at, fine in zip(micros, is_fine, strict=True)
    ]
