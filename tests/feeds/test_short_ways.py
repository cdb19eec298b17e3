"""The short way to the lake and the one by texts lead to the same rows and reasons."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.native import TEXTS
from loyalty_pipeline.feeds.row_sql import (
    PREPARE,
    accepted,
    lake_columns,
    rejected,
    with_reasons,
)
from loyalty_pipeline.feeds.sources.reading import NO_FAULT, Reading
from tests.feeds.drawn_columns import physical_types, texts
from tests.feeds.file_formats import FULL

CONNECTION = duck.connect()
CONNECTION.execute(PREPARE)
DAY = date(2025, 1, 2)
TYPES = {
    "money": t.MONEY, "rate": t.RATE, "integer": t.INTEGER, "instant": t.INSTANT,
    "date": t.DATE, "boolean": t.BOOLEAN,
}  # fmt: skip
WAYS = [(name, way) for name, kind in TYPES.items() for way in physical_types(kind)]


@pytest.mark.parametrize(("name", "physical"), WAYS)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_short_way_says_what_the_text_says_or_nothing(
    name: str, physical: str, data: st.DataObject
) -> None:
    kind = TYPES[name]
    way = kind.short_way("x", physical)
    if way is None:
        return
    drawn = data.draw(st.lists(texts(kind), max_size=40))
    text = kind.text("x", physical)
    long = kind.value(text, physical)
    is_missing = "false" if physical in TEXTS else "(x is null) <> (as_text is null)"
    found = CONNECTION.execute(
        f"""
        select x, {text} as as_text, {way} as short, {long} as long
        from (select try_cast(unnest($drawn) as {physical}) as x)
        where (short is not null and short is distinct from long)
            or {is_missing}
    """,
        {"drawn": drawn},
    )
    assert found.fetchall() == []


@pytest.mark.parametrize(
    ("name", "physical", "value"),
    [
        ("money", "DECIMAL(18,2)", "999999999.99"),
        ("money", "DECIMAL(38,18)", "12.34"),
        ("money", "DOUBLE", "999999999.99"),
        ("money", "BIGINT", "1000000000"),
        ("rate", "DECIMAL(9,4)", "9.9999"),
        ("integer", "BIGINT", "-100000"),
        ("integer", "DOUBLE", "100000"),
        ("instant", "TIMESTAMP", "2025-01-01 10:00:00.123456"),
        ("instant", "TIMESTAMP WITH TIME ZONE", "2025-01-01 10:00:00+08"),
        ("instant", "TIMESTAMP_NS", "2025-01-01 10:00:00.123456"),
        ("date", "DATE", "2025-01-01"),
        ("boolean", "BOOLEAN", "false"),
        ("money", "VARCHAR", "999999999.99"),
        ("money", "VARCHAR", "-12.30"),
        ("rate", "VARCHAR", "9.9999"),
        ("integer", "VARCHAR", "-100000"),
        ("instant", "VARCHAR", "2025-01-01 10:00:00"),
        ("instant", "VARCHAR", "2025-01-01 10:00:00.123456"),
        ("instant", "VARCHAR", "2025-01-01T10:00:00Z"),
        ("date", "VARCHAR", "2025-01-01"),
        ("boolean", "VARCHAR", "false"),
    ],
)
def test_a_usual_value_takes_the_short_way(
    name: str, physical: str, value: str
) -> None:
    way = TYPES[name].short_way("x", physical)
    found = CONNECTION.execute(f"select {way} from (select '{value}'::{physical} as x)")
    assert found.fetchall() != [(None,)]


def _drawn(data: st.DataObject, feed: Feed) -> Reading:
    """A file of drawn rows: each column of one type, most values of it sound."""
    count = data.draw(st.integers(1, 12))
    types: dict[str, str] = {}
    columns = []
    for column in feed.columns:
        if not column.required and data.draw(st.booleans()):
            continue
        physical = data.draw(st.sampled_from(physical_types(column.type)))
        sound = st.just(FULL[feed.name][column.name])
        value = st.one_of(*[sound] * 9, st.none(), texts(column.type))
        drawn = data.draw(st.lists(value, min_size=count, max_size=count))
        listed = ", ".join("null" if v is None else duck.text(v) for v in drawn)
        cast = (
            "list_value(v)" if physical == "VARCHAR[]" else f"try_cast(v as {physical})"
        )
        if physical == "BLOB":
            cast = "encode(v)"
        columns.append(
            f"list_transform([{listed}]::varchar[], lambda v: {cast})[n]"
            f' as "{column.name}"'
        )
        types[column.name] = physical
    relation = f"""(
        select n as row_position, {NO_FAULT}, {", ".join(columns)}
        from range(1, {count + 1}) as r (n)
    )"""
    return Reading(relation, types, [])


@pytest.mark.parametrize("name", FEEDS)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_either_way_leads_the_same_rows_to_the_same_places(
    name: str, data: st.DataObject
) -> None:
    feed = FEEDS[name]
    reading = _drawn(data, feed)
    CONNECTION.execute(f"create or replace temp table drawn as from {reading.relation}")
    reading = Reading("drawn", reading.types, [])
    by_text = with_reasons(feed, reading)
    own = ", ".join(
        c for c in lake_columns(feed) if c not in ("landed_on", "file_name")
    )
    told = "row_position, reasons, original"
    good = _rows(f"select {own} from {by_text} where reasons = ''")
    bad = _rows(f"select {told} from {by_text} where reasons <> ''")
    assert _rows(f"select {own} from {accepted(feed, reading, DAY, 'a')}") == good
    assert _rows(f"select {told} from {rejected(feed, reading, DAY, 'a')}") == bad
    assert [(len(good) + len(bad),)] == _rows("select count(*) from drawn")


def _rows(query: str) -> list[tuple[object, ...]]:
    return CONNECTION.execute(query).fetchall()
