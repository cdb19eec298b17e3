"""Instants and dates: ISO 8601 or rejected, UTC where no offset is said."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from loyalty_pipeline.rules.calendar import FIRST, LAST
from tests.support.staged_rows import accepted, judged, quoted, rejected

TEN = datetime(2025, 1, 1, 10)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-01-01T10:00:00Z", TEN),
        ("2025-01-01T10:00:00", TEN),
        ("2025-01-01 10:00", TEN),
        ("2025-01-01T18:00:00+08:00", TEN),
        ("2025-01-01 18:00:00+0800", TEN),
        ("2025-01-01T18:00:00+08", TEN),
        ("2025-01-01T05:00-05:00", TEN),
        ("2025-01-01T06:30:00-03:30", TEN),
        ("2025-01-02T00:00:00+14:00", TEN),
        ("2024-12-31T22:00:00-12:00", TEN),
        ("2025-01-01T10:00:00.5", TEN + timedelta(milliseconds=500)),
        ("2025-01-01T10:00:00.000001Z", TEN + timedelta(microseconds=1)),
        ("2025-01-01T18:00:00.123456+08:00", TEN + timedelta(microseconds=123_456)),
        ("2024-02-29T10:00:00Z", datetime(2024, 2, 29, 10)),
        ("2025-01-01 05:00:00 -0500", TEN),
        ("2025-01-01 18:00 +08:00", TEN),
        ("2025-01-01T10:00:00 Z", TEN),
        ("2025-01-01 10:00:00 UTC", TEN),
        ("2025-01-01 10:00:00.000000 UTC", TEN),
        ("2025-01-01 10:00UTC", TEN),
        ("2025-01-01T10:00:00GMT", TEN),
        ("2025-01-01T10:00 GMT", TEN),
        ("2025-01-01T10:00:00.0000000Z", TEN),
        ("2025-01-01T05:00:00.000000000 -05:00", TEN),
        ("2025-01-01T10:00:00.1234560", TEN + timedelta(microseconds=123_456)),
    ],
)
def test_an_instant_is_kept_in_utc(tmp_path: Path, text: str, utc: datetime) -> None:
    assert accepted(tmp_path, "orders", ordered_at=quoted(text))["ordered_at"] == utc


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30T10:00:00Z", "2025-02-29T10:00:00", "2025-13-01T10:00:00Z",
        "2025-00-10T10:00:00Z", "2025-01-01T24:00:00", "2025-01-01T24:00:00Z",
        "2025-01-01T23:60:00", "2025-01-01T10:00:60Z", "2025-01-01", "infinity",
        "-infinity", "epoch", "now", "2025-01-01T10", "2025-01-01T10:00:00.1234567",
        " 2025-01-01T10:00:00Z", "2025-01-01T10:00:00Z ", "2025-01-01T10:00:00  Z",
        "2025-01-01T10:00:00.1234561Z", "2025-02-30 10:00:00 -0500",
        "2025-02-30 10:00:00 UTC", "2025-01-01 10:00:00 utc", "2025-01-01 UTC",
        "2025-01-01 10:00:00 UTC+2", "2025-01-01T10:00:00. Z", "2025-01-01 10:00:00 -5",
        "2025-01-01 10:00:00 EST", "9999-12-31", "9999-12-31T00:00:00Z",
        "2025-01-01T10:00:00+15:00", "2025-01-01T10:00:00+8", "01/02/2025 10:00",
        "2025-1-1T10:00:00", "1735725600", "0001-01-01T00:00:00", "20250101T100000Z",
        "2025-01-01T10:00:00 Asia/Shanghai", "2025-01-01T10:00:00CET",
        "1899-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "２025-01-01T10:00:00Z",
    ],
)  # fmt: skip
def test_what_is_no_instant_is_rejected(tmp_path: Path, text: str) -> None:
    reasons = rejected(tmp_path, "orders", ordered_at=quoted(text))
    assert reasons == (
        f"ordered_at '{text}' is not an ISO 8601 instant as 2025-12-31T18:30:00+08:00"
        " of the years 1900 to 2199"
    )


@pytest.mark.parametrize(
    ("sql", "utc"),
    [
        ("timestamp '2025-01-01 10:00:00'", TEN),
        ("timestamp '2025-01-01 00:00:00'", datetime(2025, 1, 1)),
        ("timestamptz '2025-01-01 18:00:00+08'", TEN),
        ("timestamp_s '2025-01-01 10:00:00'", TEN),
        ("timestamp_ms '2025-01-01 10:00:00'", TEN),
        ("timestamp_ns '2025-01-01 10:00:00'", TEN),
        (
            "timestamp_ns '2025-01-01 10:00:00.000001'",
            TEN + timedelta(microseconds=1),
        ),
    ],
)
def test_a_typed_instant_is_kept(tmp_path: Path, sql: str, utc: datetime) -> None:
    assert accepted(tmp_path, "orders", ordered_at=sql)["ordered_at"] == utc


@pytest.mark.parametrize(
    "sql",
    [
        "timestamp_ns '2025-01-01 10:00:00.123456789'",
        "timestamp 'infinity'",
        "timestamp '290000-01-01 00:00:00'",
        "timestamp '0044-01-01 (BC) 00:00:00'",
        "time '10:00:00'",
        "1735725600::bigint",
        "[timestamp '2025-01-01 10:00:00']",
    ],
)
def test_a_typed_value_that_is_no_instant_is_rejected(tmp_path: Path, sql: str) -> None:
    assert "is not an ISO 8601 instant" in rejected(tmp_path, "orders", ordered_at=sql)


@pytest.mark.parametrize(
    "text", ["1900-01-01T00:00:00+08:00", "2199-12-31T23:59:59-05:00"]
)
def test_every_accepted_instant_has_a_local_day(tmp_path: Path, text: str) -> None:
    for row in judged(tmp_path, "orders", ordered_at=quoted(text)).accepted:
        instant = row["ordered_at"]
        assert isinstance(instant, datetime)
        assert FIRST <= instant.date() <= LAST, "the calendar does not know this day"


@pytest.mark.parametrize(
    "sql", ["'2000-02-29'", "date '2000-02-29'", "timestamp '2000-02-29 00:00:00'"]
)
def test_a_date_is_kept(tmp_path: Path, sql: str) -> None:
    member = accepted(tmp_path, "members", birth_date=sql)
    assert member["birth_date"] == date(2000, 2, 29)


@pytest.mark.parametrize(
    "sql",
    [
        "'2025-02-30'", "'2025-13-01'", "'2025-02-29'", "'1900-02-29'", "'2025-1-1'",
        "'infinity'", "'20250101'", "'2025-01-01T00:00:00'", "'01/02/2025'", "'today'",
        "timestamp '2025-01-01 10:00:00'", "'2025-01-01 '", "20250101::integer",
        "date '0044-01-01 (BC)'", "date 'infinity'", "'٢٠٢٥-01-01'",
    ],
)  # fmt: skip
def test_what_is_no_date_is_rejected(tmp_path: Path, sql: str) -> None:
    assert "is not a date as 2025-12-31" in rejected(
        tmp_path, "tier_grants", granted_from=sql
    )


NEVER = [
    "'9999-12-31'", "'9999-12-31T00:00:00Z'", "'9999-12-31 23:59:59.9999999'",
    "'9999-12-31 23:59:59 UTC'", "date '9999-12-31'", "timestamp '9999-12-31 00:00:00'",
    "timestamptz '9999-12-31 00:00:00+00'", "timestamptz '9999-12-31 23:59:59-00'",
]  # fmt: skip


@pytest.mark.parametrize("sql", NEVER)
def test_the_end_of_the_calendar_is_an_open_end(tmp_path: Path, sql: str) -> None:
    grant = accepted(tmp_path, "tier_grants", granted_until=sql)
    assert grant["granted_until"] is None


@pytest.mark.parametrize("sql", NEVER)
def test_a_campaign_without_an_end_lasts_as_long_as_can_be(
    tmp_path: Path, sql: str
) -> None:
    campaign = accepted(tmp_path, "campaigns", ends_at=sql)
    assert campaign["ends_at"] == datetime(2199, 12, 31, 23, 59, 59, 999_999)


@pytest.mark.parametrize(
    "sql",
    [
        "'9999-13-31'",
        "'9999-12-32'",
        "'9999-12'",
        "'10000-01-01'",
        "'9998-12-31'",
        "'9999-02-29'",
        "'9999-11-31'",
        "'9999-12-31 24:00'",
        "'9999-12-31 :.'",
    ],
)
def test_not_everything_far_away_is_an_open_end(tmp_path: Path, sql: str) -> None:
    assert "is not a date" in rejected(tmp_path, "tier_grants", granted_until=sql)
    assert "is not an ISO" in rejected(tmp_path, "campaigns", ends_at=sql)


def test_an_open_end_of_a_rejected_row_is_kept_as_it_landed(tmp_path: Path) -> None:
    (only,) = judged(
        tmp_path, "tier_grants", tier="null", granted_until="'9999-12-31'"
    ).quarantined
    assert only["reasons"] == "tier is missing"
    assert '"granted_until":"9999-12-31"' in str(only["original"])
