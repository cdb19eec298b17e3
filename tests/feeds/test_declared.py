"""What landing.yaml declares: other texts, the same values, and nothing laxer."""

import codecs
import gzip
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import is_new
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.declared.types import of_texts
from loyalty_pipeline.feeds.landing import FileFacts, LandingDay, landing_days
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.feeds.types import INSTANT
from loyalty_pipeline.home.layout import Home
from tests.feeds.file_formats import as_csv, as_jsonl, write
from tests.support.staged_rows import DAY, Staged, land, promote, row, staged, the_day

AT = "2025-01-01T10:00:00Z"
ORDER = {
    "order_id": "o1", "member_id": "m1", "ordered_at": AT,
    "amount": "12.34", "currency": "CNY",
}  # fmt: skip
MEMBER = {"member_id": "m1", "registered_at": AT}
COST = {"cost_id": "c1", "incurred_on": "", "category": "rent", "amount": "12.34"}
SOUND = {"orders": ORDER, "members": MEMBER, "costs": COST}


def declare(root: Path, text: str) -> None:
    (root / "landing").mkdir(exist_ok=True)
    (root / "landing" / "landing.yaml").write_text(text, encoding="utf-8")


def landed(root: Path, look: str, feed: str, suffix: str, **changed: str) -> Staged:
    """Land one row of texts under a declaration of its feed."""
    rows = [{**SOUND[feed], **changed}]
    declare(root, f"feeds: {{{feed}: {{{look}}}}}")
    text = as_csv(rows) if suffix == "csv" else as_jsonl(rows)
    write(root, feed, f"a.{suffix}", text)
    return staged(root, feed)


COMMA = 'decimal_mark: ","'
GROUPED = 'thousands_separator: ","'
GERMAN = 'decimal_mark: ",", thousands_separator: "."'
DATES = 'date_format: "%d.%m.%Y"'
TIGHT = 'date_format: "%Y%m%d"'
BERLIN = 'instant_format: "%d.%m.%Y %H:%M", timezone: Europe/Berlin'
NOON = 'instant_format: "%m/%d/%Y %I:%M %p", timezone: UTC'
OFFSET = 'instant_format: "%Y-%m-%d %H:%M:%S %z"'
NEW_YORK = "timezone: America/New_York"
HAVANA = "timezone: America/Havana, dates_are_instants: true"
WORDS = 'true_words: "ja", false_words: ["nein"]'
STATES = "values: {status: {wc-cancelled: cancelled}}"
SPELT = [
    (COMMA, "amount", "12,50", 1250),
    (COMMA, "amount", "12.50", None),
    (COMMA, "amount", "12,345", None),
    (GROUPED, "amount", "1,234.5", 123450),
    (GROUPED, "amount", "1,23.5", None),
    (GROUPED, "amount", "12,50", None),
    ('thousands_separator: "\'"', "amount", "1'234", 123400),
    ('thousands_separator: " "', "amount", "1 234 567", 123456700),
    (GERMAN, "amount", "1.234.567,89", 123456789),
    (GERMAN, "amount", "1.234", 123400),
    (DATES, "incurred_on", "1.3.1990", date(1990, 3, 1)),
    (DATES, "incurred_on", "30.02.1990", None),
    (DATES, "incurred_on", "1990-03-01", None),
    (TIGHT, "incurred_on", "19900301", date(1990, 3, 1)),
    (TIGHT, "incurred_on", "1990301", None),
    ("date_format: \"%d '%m' %Y\"", "incurred_on", "1 '3' 1990", date(1990, 3, 1)),
    (BERLIN, "ordered_at", "1.3.2024 09:05", datetime(2024, 3, 1, 8, 5)),
    (BERLIN, "ordered_at", "1.3.2024", None),
    (NOON, "ordered_at", "3/1/2024 12:05 am", datetime(2024, 3, 1, 0, 5)),
    (OFFSET, "ordered_at", "2024-03-01 10:00:00 -0500", datetime(2024, 3, 1, 15, 0)),
    (NEW_YORK, "ordered_at", "2024-03-01 01:30:00", datetime(2024, 3, 1, 6, 30)),
    (NEW_YORK, "ordered_at", "2024-03-01T01:30:00Z", datetime(2024, 3, 1, 1, 30)),
    (NEW_YORK, "ordered_at", "2024-11-03 01:30:00", datetime(2024, 11, 3, 5, 30)),
    (NEW_YORK, "ordered_at", "2024-03-10 02:30:00", None),
    (NEW_YORK, "ordered_at", "2024-03-10", None),
    (HAVANA, "ordered_at", "2024-11-03", datetime(2024, 11, 3, 4, 0)),
    (HAVANA, "ordered_at", "2024-03-10", datetime(2024, 3, 10, 5, 0)),
    ('null_words: ["N/A", "-"]', "status", "N/A", "completed"),
    (WORDS, "control_group", "JA", True),
    (WORDS, "control_group", "nein", False),
    (WORDS, "control_group", "yes", None),
    ("trim: true", "order_id", " o7\xa0\t", "o7"),
    (STATES, "status", "wc-cancelled", "cancelled"),
    (STATES, "status", "wc-failed", None),
]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize(("look", "column", "text", "value"), SPELT)
def test_a_text_is_what_is_declared_and_nothing_else(
    tmp_path: Path, suffix: str, look: str, column: str, text: str, value: object
) -> None:
    feed = {"incurred_on": "costs", "control_group": "members"}.get(column, "orders")
    name = "amount_cents" if column == "amount" else column
    found = landed(tmp_path, look, feed, suffix, **{column: text})
    if value is not None:
        assert found.reasons == []
        assert found.accepted[0][name] == value
    else:
        assert found.accepted == []
        assert found.quarantined[0]["row_position"] == 1
        assert str(found.reasons[0]).startswith(f"{column} '{text}' is not ")


@pytest.mark.parametrize(
    ("look", "changed", "says"),
    [
        ('decimal_mark: ","', {"amount": "12.50"}, "written like 1234,5"),
        (
            BERLIN,
            {"ordered_at": AT},
            "like 31.12.2025 23:59 (%d.%m.%Y %H:%M) in Europe/Berlin",
        ),
    ],
)
def test_a_reason_says_the_declared_format(
    tmp_path: Path, look: str, changed: dict[str, str], says: str
) -> None:
    found = landed(tmp_path, look, "orders", "csv", **changed)
    assert says in str(found.reasons[0])
    (text,) = changed.values()
    assert text in json.loads(str(found.quarantined[0]["original"])).values()


def test_a_number_of_json_needs_no_decimal_mark_of_the_shop(tmp_path: Path) -> None:
    declare(tmp_path, "defaults: {decimal_mark: ',', thousands_separator: '.'}")
    line = json.dumps({**ORDER, "amount": 1.25})
    write(tmp_path, "orders", "a.jsonl", line)
    assert [r["amount_cents"] for r in staged(tmp_path, "orders").accepted] == [125]


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"]
)
def test_local_times_are_those_that_python_knows(zone: str) -> None:
    """Each half hour of four years: the first of two, and none that never was."""
    parse = of_texts(INSTANT, FeedLook(timezone=zone)).value("wall", "VARCHAR")
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        rows = connection.execute(f"""
            select wall, {parse} from (
                select strftime(
                    timestamp '2016-01-01' + n * interval 30 minutes, '%Y-%m-%d %H:%M'
                ) as wall
                from range(70000) as r(n)
            )
        """).fetchall()
    for wall, found in rows:
        local = datetime.fromisoformat(wall)
        utc = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        is_one = utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
        assert found == (utc.replace(tzinfo=None) if is_one else None), wall


def test_natively_typed_instants_without_a_zone_are_the_shops(tmp_path: Path) -> None:
    declare(
        tmp_path, "defaults: {timezone: America/New_York, dates_are_instants: true}"
    )
    times = ("timestamp '2024-03-10 02:30:00'", "timestamp '2024-03-10 03:30:00'")
    rows = [row("orders", ordered_at=time) for time in times]
    land(tmp_path, "orders", " union all ".join(rows))
    found = staged(tmp_path, "orders")
    assert [r["ordered_at"] for r in found.accepted] == [datetime(2024, 3, 10, 7, 30)]
    assert [r["row_position"] for r in found.quarantined] == [1]


def test_columns_have_the_shops_names_and_one_may_serve_twice(tmp_path: Path) -> None:
    declare(
        tmp_path,
        'feeds: {members: {columns: {member_id: "E-Mail", email: "E-Mail",'
        ' registered_at: "Joined on"}}}',
    )
    write(tmp_path, "members", "a.csv", f"E-Mail,Joined on\nnora,{AT}\n")
    (found,) = staged(tmp_path, "members").accepted
    assert (found["member_id"], found["email"]) == ("nora", "nora")


def test_a_declared_column_that_is_gone_is_no_empty_one(tmp_path: Path) -> None:
    declare(tmp_path, 'feeds: {orders: {columns: {status: "State"}}}')
    write(tmp_path, "orders", "a.csv", as_csv([{**ORDER, "Condition": "cancelled"}]))
    found = staged(tmp_path, "orders")
    assert found.accepted == []
    assert "calls status 'State'" in str(found.reasons[0])
    assert "'Condition'" in str(found.reasons[0])


def test_a_constant_stands_in_each_row_and_never_for_a_column(tmp_path: Path) -> None:
    declare(tmp_path, "feeds: {orders: {constants: {currency: EUR}}}")
    without = {name: text for name, text in ORDER.items() if name != "currency"}
    write(tmp_path, "orders", "a.csv", as_csv([without]))
    write(tmp_path, "orders", "b.jsonl", as_jsonl([without]))
    write(tmp_path, "orders", "c.csv", as_csv([ORDER]))
    found = staged(tmp_path, "orders")
    assert [r["currency"] for r in found.accepted] == ["EUR", "EUR"]
    assert "makes currency a constant" in str(found.reasons[0])


def test_a_column_may_be_left_out(tmp_path: Path) -> None:
    look = 'columns: {status: null}, constants: {status: "cancelled"}'
    found = landed(tmp_path, look, "orders", "csv", status="paid")
    assert [r["status"] for r in found.accepted] == ["cancelled"]
    assert found.record["counts"][0]["ignored"] == ["status"]


@pytest.mark.parametrize("delimiter", [";", "|", "\t", ","])
def test_a_delimiter_changes_nothing_of_the_grammar(
    tmp_path: Path, delimiter: str
) -> None:
    named = "tab" if delimiter == "\t" else delimiter
    declare(tmp_path, f'defaults: {{delimiter: "{named}"}}')
    value = f'a{delimiter}"b"\nc,'
    quoted = '"' + value.replace('"', '""') + '"'
    header = delimiter.join([*ORDER, "channel"])
    rows = [delimiter.join([*ORDER.values(), quoted]), delimiter.join(ORDER.values())]
    write(tmp_path, "orders", "a.csv", "\n".join([header, *rows]))
    found = staged(tmp_path, "orders")
    assert [r["channel"] for r in found.accepted] == [value]
    assert found.reasons == ["the row has 5 values and the header 6"]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "gb18030", "gbk", "big5", "shift_jis"]
)
def test_texts_of_another_encoding_are_the_same_texts(
    tmp_path: Path, encoding: str
) -> None:
    declare(tmp_path, f"defaults: {{encoding: {encoding}}}")
    content = as_csv([{**ORDER, "channel": "日本"}]).encode(encoding)
    write(tmp_path, "orders", "a.csv", content)
    assert [r["channel"] for r in staged(tmp_path, "orders").accepted] == ["日本"]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_text_that_is_not_of_its_encoding_is_rejected_whole(
    tmp_path: Path, encoding: str
) -> None:
    declare(tmp_path, f"defaults: {{encoding: {encoding}}}")
    content = as_csv([ORDER]).encode(encoding) + b"\xff"
    write(tmp_path, "orders", "a.csv", content)
    found = staged(tmp_path, "orders")
    assert found.accepted == []
    assert f"it is not {codecs.lookup(encoding).name}, as landing.yaml says" in str(
        found.reasons[0]
    )
    assert not list((tmp_path / "staging").glob(".parts*"))


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_packed_files_are_unpacked(tmp_path: Path, suffix: str) -> None:
    text = (as_csv if suffix == "csv" else as_jsonl)([ORDER]).encode()
    write(tmp_path, "orders", f"a.{suffix}.gz", gzip.compress(text))
    packed = write(tmp_path, "orders", f"b.{suffix}.zip", b"")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"inner.{suffix}", text)
        archive.writestr("__MACOSX/._inner", b"notes")
    write(tmp_path, "orders", f"c.{suffix}.gz", gzip.compress(text)[:-9])
    two = write(tmp_path, "orders", f"d.{suffix}.zip", b"")
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("one", text)
        archive.writestr("two", text)
    write(tmp_path, "orders", f"e.{suffix}.zip", text)
    found = staged(tmp_path, "orders")
    assert [r["file_name"] for r in found.accepted] == [
        f"a.{suffix}.gz",
        f"b.{suffix}.zip",
    ]
    reasons = {str(r["file_name"])[0]: str(r["reasons"]) for r in found.quarantined}
    assert "cannot be unpacked" in reasons["c"]
    assert "it holds 2 files" in reasons["d"]
    assert "cannot be unpacked" in reasons["e"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("Order_ID,MEMBER_ID", ["o1"]),
        (" order_id , member id", ["o1"]),
        ("Order_ID,order id,member_id", []),
        ("order_id,Order_ID,member_id", ["o1"]),
    ],
)
def test_names_of_columns_are_matched_where_just_one_is_meant(
    tmp_path: Path, names: str, found: list[str]
) -> None:
    values = ",".join(["o1"] * (names.count(",")) + ["m1"])
    header = f"{names},ordered_at,amount,currency"
    write(tmp_path, "orders", "a.csv", f"{header}\n{values},{AT},1,CNY\n")
    assert [r["order_id"] for r in staged(tmp_path, "orders").accepted] == found


def test_a_parquet_of_upper_case_columns_is_read(tmp_path: Path) -> None:
    names = ", ".join(f'"{name}" as {name.upper()}' for name in ORDER)
    land(tmp_path, "orders", f"select {names} from ({row('orders')})")
    assert [r["order_id"] for r in staged(tmp_path, "orders").accepted] == ["o1"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["", "sep=;END"])
def test_a_spreadsheets_own_first_line_and_line_ends(
    tmp_path: Path, mark: str, end: str, first: str
) -> None:
    delimiter = ";" if first else ","
    text = as_csv([ORDER, {**ORDER, "order_id": "o2"}]).replace(",", delimiter)
    text = mark + first.replace("END", "\r\n") + text
    write(tmp_path, "orders", "a.csv", text.replace("\r\n", end))
    found = staged(tmp_path, "orders")
    assert [(r["order_id"], r["row_position"]) for r in found.accepted] == [
        ("o1", 1),
        ("o2", 2),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (as_csv([ORDER]).replace(",", ";").encode(), 'write `delimiter: ";"`'),
        (as_csv([ORDER]).encode("utf-16"), "write `encoding: utf-16`"),
        (as_csv([{**ORDER, "channel": "é"}]).encode("latin-1"), "UTF-8 (line 2): save"),
        (
            b"Name,Email\nx,y\n",
            "its columns are 'Name', 'Email'; where they have other",
        ),
        (b"o1,a@example.org,5551234\n", "its columns are 'o1', …, …"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, content: bytes, says: str
) -> None:
    write(tmp_path, "orders", "a.csv", content)
    assert says in str(staged(tmp_path, "orders").reasons[0])


def test_instants_without_an_offset_are_counted(tmp_path: Path) -> None:
    rows = [
        {**ORDER, "ordered_at": at, "updated_at": "2025-01-01 10:00:00"}
        for at in ("2025-01-01 10:00:00", AT, "2025-01-01T10:00+08", "tomorrow at noon")
    ]
    write(tmp_path, "orders", "a.csv", as_csv(rows))
    count = staged(tmp_path, "orders").record["counts"][0]
    assert count["without_offset"] == 5


def test_a_day_is_read_again_when_what_is_declared_changes(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    assert not is_new(home, the_day(tmp_path, "orders"))
    declare(tmp_path, "feeds: {members: {trim: true}}")
    assert not is_new(home, the_day(tmp_path, "orders"))
    declare(tmp_path, "feeds: {orders: {timezone: Asia/Shanghai}}")
    assert is_new(home, the_day(tmp_path, "orders"))
    promote(tmp_path, home)
    assert not is_new(home, the_day(tmp_path, "orders"))
    (tmp_path / "landing" / "landing.yaml").unlink()
    assert is_new(home, the_day(tmp_path, "orders"))


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_small_days_are_read_as_one_by_their_declaration(
    tmp_path: Path, suffix: str
) -> None:
    declare(tmp_path, "feeds: {orders: {decimal_mark: ',', null_words: '-'}}")
    text = as_csv if suffix == "csv" else as_jsonl
    rows = [
        {**ORDER, "amount": "1,50", "status": "-", "updated_at": "2025-01-02 10:00"}
    ]
    for day in ("2025-01-02", "2025-01-03"):
        file = tmp_path / "landing" / "orders" / f"landed_on={day}" / f"a.{suffix}"
        file.parent.mkdir(parents=True)
        file.write_text(text(rows), encoding="utf-8")
    days = landing_days(tmp_path / "landing", "orders")
    records = stage_days(FEEDS["orders"], days, Home(tmp_path / "home"))
    assert [r["counts"][0]["accepted"] for r in records.values()] == [1, 1]
    assert [r["counts"][0]["without_offset"] for r in records.values()] == [1, 1]
    assert {r["declared"] for r in records.values()} == {days[0].look.digest}


def test_files_are_those_of_the_pattern(tmp_path: Path) -> None:
    declare(tmp_path, 'feeds: {orders: {files: "orders*.csv"}}')
    write(tmp_path, "orders", "orders-1.csv", as_csv([ORDER]))
    write(tmp_path, "orders", "summary.csv", "nothing")
    assert [f.name for f in the_day(tmp_path, "orders").files] == ["orders-1.csv"]


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("- x", "", "valid dictionary"),
        ("feeds: {order: {}}", "feeds.order", "the feeds are members, orders"),
        ("feeds: {orders: {colums: {}}}", "feeds.orders.colums", "not permitted"),
        ("feeds: {orders: {columns: {id: x}}}", "feeds.orders.columns.id", "order_id"),
        ("defaults: {delimiter: ':'}", "defaults.delimiter = ':'", "must be one of"),
        ("defaults: {encoding: utf8x}", "defaults.encoding = 'utf8x'", "such as utf-8"),
        ("defaults: {encoding: base64}", "defaults.encoding", "such as utf-8"),
        ("defaults: {date_format: '%d.%m'}", "defaults.date_format", "a year, a month"),
        ("defaults: {date_format: '%x'}", "defaults.date_format", "%x is not known"),
        ("defaults: {date_format: '%Y-%m-%d %H'}", "defaults.date_format", "without a"),
        ("defaults: {timezone: Berlin}", "defaults.timezone = 'Berlin'", "IANA"),
        ("defaults: {true_words: [yes]}", "defaults.true_words", "in quotes"),
        ("defaults: {decimal_mark: ';'}", "defaults.decimal_mark = ';'", "pattern"),
        ("defaults: {dates_are_instants: true}", "defaults", "needs timezone"),
        ("defaults: {thousands_separator: '.'}", "defaults", "both '.'"),
        (
            "feeds: {orders: {instant_format: '%Y-%m-%d %H:%M'}}",
            "feeds.orders",
            "needs timezone",
        ),
        ("feeds: {orders: {files: '../*.csv'}}", "feeds.orders.files", "pattern of"),
        ("defaults: {columns: {}}", "defaults.columns", "not permitted"),
        ("a: [", "", "is not YAML"),
    ],
)
def test_a_wrong_declaration_names_the_path_and_what_is_allowed(
    tmp_path: Path, text: str, path: str, allowed: str
) -> None:
    declare(tmp_path, text)
    with pytest.raises(LoyaltyError) as refusal:
        landing_days(tmp_path / "landing", "orders")
    assert path in refusal.value.what
    assert allowed in refusal.value.what


def test_defaults_hold_where_a_feed_says_nothing_else(tmp_path: Path) -> None:
    declare(
        tmp_path,
        "defaults: {timezone: Asia/Shanghai, trim: true}\n"
        'feeds: {orders: {instant_format: "%Y/%m/%d %H:%M", trim: false}}',
    )
    write(tmp_path, "orders", "a.csv", as_csv([ORDER]))
    look = the_day(tmp_path, "orders").look
    assert (look.timezone, look.trim) == ("Asia/Shanghai", False)


@pytest.mark.parametrize("what", ["file", "day", "feed"])
def test_a_link_out_of_the_landing_is_refused_and_named(
    tmp_path: Path, what: str
) -> None:
    file = land(tmp_path / "elsewhere", "orders", row("orders"))
    link = tmp_path / "landing" / "orders" / f"landed_on={DAY}" / file.name
    target = file
    for _ in range(["file", "day", "feed"].index(what)):
        link, target = link.parent, target.parent
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    with pytest.raises(LoyaltyError) as refusal:
        landing_days(tmp_path / "landing", "orders")
    assert refusal.value.where == str(link)


def test_a_link_within_the_landing_is_followed(tmp_path: Path) -> None:
    file = land(tmp_path, "orders", row("orders"))
    (file.parent / "again.parquet").symlink_to(file)
    assert len(the_day(tmp_path, "orders").files) == 2


class Growing(LandingDay):
    """A day to whose file somebody writes on, once its facts are taken."""

    def facts(self) -> list[FileFacts]:
        found = super().facts()
        with self.files[0].open("a", encoding="utf-8") as stream:
            stream.write("o2,m1,2025-01-01T10:00:00Z,1.00,CNY\n")
        return found


def test_a_day_whose_file_grows_meanwhile_is_not_staged(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    file = write(tmp_path, "orders", "a.csv", as_csv([ORDER]))
    growing = Growing("orders", DAY, (file,))
    assert stage_days(FEEDS["orders"], [growing], home) == {}
    assert not list((home.staging / "orders").glob("landed_on=*"))
    still = the_day(tmp_path, "orders")
    (record,) = stage_days(FEEDS["orders"], [still], home).values()
    assert record["counts"][0]["accepted"] == 2


def test_facts_tell_a_file_that_grows(tmp_path: Path) -> None:
    land(tmp_path, "orders", row("orders"))
    day = the_day(tmp_path, "orders")
    facts = day.facts()
    assert not day.has_changed_since(facts)
    with day.files[0].open("ab") as stream:
        stream.write(b"more")
    assert day.has_changed_since(facts)
    day.files[0].unlink()
    assert day.has_changed_since(facts)
