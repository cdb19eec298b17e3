"""Landed columns as they are drawn: a physical type, and values that it may hold."""

from hypothesis import strategies as st

from loyalty_pipeline.feeds import types as t

_NUMBERS = [
    "DECIMAL(18,2)", "DECIMAL(18,4)", "DECIMAL(4,0)", "DECIMAL(2,2)", "DECIMAL(38,18)",
    "DECIMAL(38,0)", "DECIMAL(18,18)", "TINYINT", "INTEGER", "BIGINT", "UBIGINT",
    "UTINYINT", "HUGEINT", "DOUBLE", "FLOAT", "VARCHAR", "BOOLEAN",
]  # fmt: skip
_INSTANTS = [
    "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS",
    "TIMESTAMP_NS", "DATE", "VARCHAR",
]  # fmt: skip
_WORDS = [
    "VARCHAR",
    "DECIMAL(18,2)",
    "BIGINT",
    "DOUBLE",
    "BLOB",
    "BOOLEAN",
    "VARCHAR[]",
]


def physical_types(logical: t.LogicalType) -> list[str]:
    """Types that a column of a logical type may land in, fitting or not."""
    if logical.lake_type == "BIGINT":
        return _NUMBERS
    if logical.lake_type in ("TIMESTAMP", "DATE"):
        return _INSTANTS
    return ["BOOLEAN", "VARCHAR", "INTEGER"] if logical is t.BOOLEAN else _WORDS


_edges = st.sampled_from([10**e + d for e in range(20) for d in (-1, 0, 1)])
_scaled = st.builds(
    lambda units, places, sign: (
        f"{sign}{units // 10**places}.{units % 10**places:0{places}}"
    ),
    st.one_of(st.integers(0, 10**5), st.integers(0, 10**19), _edges),
    st.integers(1, 6),
    st.sampled_from(["", "-"]),
)
NUMBERS = st.one_of(
    _scaled,
    st.integers(-(10**19), 10**19).map(str),
    _edges.map(str),
    st.floats().map(repr),
    st.floats(-1000, 1000).map(lambda value: f"{value:.2f}"),
    st.sampled_from(["0", "-0.0", "nan", "inf", "-inf", "1e3", "12.345", "", "x"]),
    st.sampled_from(["49.9900", ".50", "12.", "-.00", "12.000", "."]),
)
_ODD_INSTANTS = [
    "1899-12-31 23:59:59.999999", "1900-01-01", "2199-12-31 23:59:59.999999",
    "2200-01-01", "infinity", "-infinity", "0044-03-15 (BC)", "9999-12-31", "",
    "2025-02-30", "2025-01-01 00:00:00.123456789", "2025-01-01 00:00:00.1234561",
    "2025-01-01 10:00:00 -0500", "2025-01-01 10:00 UTC", "9999-12-31T00:00:00Z",
    "2025-01-01T10:00:00.1234560GMT", "9999-12-31 00:00:00", "2025-02-30 10:00:00 UTC",
    "2025-01-01T10:00:00Z", "2025-01-01T10:00+08:00", "2025-01-01 10:00:00-0930",
]  # fmt: skip
INSTANTS = st.one_of(
    st.datetimes().map(str),
    st.dates().map(str),
    st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+08:00"),
    st.sampled_from(_ODD_INSTANTS),
)
WORDS = st.one_of(
    st.sampled_from(["a", "m1", "", " a", "会员", "a" * 64, "a" * 65, "CNY", "gold"]),
    st.sampled_from(
        ["true", "FALSE", "yes", "1", "campaign:c1", "it's", "12", "12.50"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


def texts(logical: t.LogicalType) -> st.SearchStrategy[str]:
    """Texts of values, good and bad, that a column may hold or fail to."""
    if logical.lake_type == "BIGINT":
        return NUMBERS
    return INSTANTS if logical.lake_type in ("TIMESTAMP", "DATE") else WORDS
