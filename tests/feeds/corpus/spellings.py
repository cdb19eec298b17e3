"""Texts for a column: lossless spellings, bad ones, and what lies between."""

from collections.abc import Callable
from random import Random

from tests.feeds.corpus import values as v
from tests.feeds.corpus.contract import CASES, MONEY, RATE, TEXT, WHOLE, Column

NULL_WORDS = ["null", "NULL", "None", "NA", "N/A", "nan", "NaN", r"\N", "-", "nil", " "]
_NUMBERS = [
    "0", "-0", "-0.00", ".5", ".50", "12.", "-.00", "-", ".", "-.", "007", "49.9900",
    "1e3", "1E3", "0x10", "0b1", "1_000", "1,000", "1.000,50", "+5", "--5", "5-", "inf",
    "infinity", "-Infinity", "NaN", "yes", "true", " 12", "12 ", "12\t", "12\n", "١٢",
    "１２", "½", "¥12", "12 CNY", "12.0.0", "1 000", "1'000", "1\u00a0000", "−5",
    "1000000000", "1000000000.00", "1000000000.01", "999999999.99", "99999999999999.99",
    "9999999999999999.99", "99999999999999999", "999999999999999999", "0." + "0" * 50,
    "1000000000000000000", "12.34" + "0" * 60, "0" * 30 + "5", "9" * 40, "9" * 300,
    "-9223372036854775808", "18446744073709551616", "0.1", "0.9999", "0.99990", "1",
    "1.0001", "10", "10.0000", "10.0001", "5.7", "12.345", "0.00005", "1/2", "10%",
]  # fmt: skip
_DAYS = [
    "2024-02-29", "2025-02-29", "1900-02-29", "2000-02-29", "2025-02-30", "2025-13-01",
    "2025-00-10", "2025-01-00", "2025-1-1", "20250101", "01/02/2025", "31.12.2025",
    "0000-01-01", "0001-01-01", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01",
    "9999-12-31", "9999-02-30", "9999-02-29", "9999-11-31", "9999-13-01", "9999-12",
    "10000-01-01", "-2025-01-01", "infinity", "-infinity", "epoch", "today", "now",
    "2025-W01-1", "2025-001", "٢٠٢٥-01-01", "２025-01-01", " 2025-01-01", "2025-01-01 ",
    "45658", "2025-01-01 (BC)", "2025/01/01", "2025-01-01\n", "2025–01–01",
]  # fmt: skip
_CLOCKS = [
    "10:00", "10:00:00", "10:00:00.5", "00:00:00", "23:59:59.999999", "24:00", "10",
    "24:00:00", "23:60:00", "10:00:60", "23:59:60", "10:00:00.1234560", "10:00:00.",
    "10:00:00.0000000", "10:00:00.1234567", "10:00:00,5", "1:00", "10:00:00.123456789",
    "99:99", "10:00 AM", "10:00:00 PM", "10.00", "1000", "10:00:00" + "." + "0" * 30,
]  # fmt: skip
_OFFSETS = [
    "", "", "", "Z", "Z", " Z", "UTC", " UTC", "GMT", " GMT", "+08:00", "-0500",
    " -0500",
    "+00", "-00:00", "+14:00", "+14:59", "+15:00", "-12:00", "+05:30", "-0930", "+8",
    "z", " utc", "CET", " EST", " Asia/Shanghai", "  Z", " +", "+08:60", "+08:0", "Z ",
    "[UTC]", " UTC+2", "+08:00:00", "−05:00",
]  # fmt: skip
_TRUTHS = [
    "true", "false", "TRUE", "False", "tRuE", "yes", "no", "1", "0", "t", "f", "on",
    "Y",
    "true ", " true", "ture", "truе", "falſe", "FALſE", "wahr", "是", "\ttrue",
]  # fmt: skip
_IDS = [
    "a", "m1", "007", "A_b.c-d", "-5", "12.50", "x" * 64, "x" * 65, "a b", " a", "a ",
    "#1001", "gid://shop/Order/7", "café", "会员", "a\nb", "a\n", "a\x00", "a:b", "ſ",
    "campaign:c1", "campaign:", "campaign:campaign:c", "it's", 'a"b', "a,b", "a;b", "K",
    "1e3", "0x10", "null", "K", "e\u0301", "\u200ba", "\ufeffa", "a/b", "a\\b", "--",
]  # fmt: skip
_CURRENCIES = [
    "CNY",
    "EUR",
    "cny",
    "CN",
    "CNYY",
    "C1Y",
    "ＣＮＹ",
    "C Y",
    " CNY",
    "ÄBC",
    "KWD",
]
_TEXTS = [
    "a", " a ", 'a "b"', "a,b", "a;b", "a\nb", "a\r\nb", "a\rb", "\n", "\r", '"', '""',
    '",\n"', ",", "a\n\n\nb", "x\x00y", "\x01\x02\x1f", "\x7f", "\\", "\\n", '\\"', "'",
    "#", "NULL", "\u2028", "\u0085", "\x0b", "\x0c", "金", "😀", "\ufeff", "\ufffe",
    "\t", "|",
    "'; drop table rows; --", "{x}", "${x}", "%s", "=1+1", "sep=;", "x" * 3000,
    "\u202e",
    "e\u0301", "<b>", "\\u0041", "&amp;", '{"a": 1}', "[1]", "true", "12.50", "\x1a",
]  # fmt: skip
_SUSPECT = "0123456789.-+eE:TZ ,;\"'\t\x00\u00a0\u200b０−/_x\nſK"

Spelling = Callable[[Random], str]


def spelling(column: Column, draw: Random) -> str:
    """A text for a column, good or bad."""
    return str(_BY_KIND.get(column.kind, _word)(draw))


def edited(text: str, draw: Random) -> str:
    """A text with one letter more, less or other."""
    at = draw.randint(0, len(text))
    letter: str = draw.choice(["", *_SUSPECT])
    return text[:at] + letter + text[at + draw.randint(0, 1) :]


def _number(draw: Random) -> str:
    if draw.random() < 0.5:
        return draw.choice(_NUMBERS)
    whole = str(draw.randrange(10 ** draw.randint(1, 19)))
    places = draw.randint(0, 6)
    digits = str(draw.randrange(10**places)).zfill(places) if places else ""
    zeros = "0" * draw.choice([0, 0, 0, 1, 5]) if places else ""
    sign = draw.choice(["", "", "", "-"])
    return sign + whole + ("." if places else "") + digits + zeros


def _day(draw: Random) -> str:
    if draw.random() < 0.6:
        return draw.choice(_DAYS)
    year = draw.choice([draw.randint(1890, 2210), 2024, 2025, 9999])
    return f"{year:04}-{draw.randint(1, 12):02}-{draw.randint(1, 31):02}"


def _instant(draw: Random) -> str:
    on = draw.choice(["2025-01-01", "2024-02-29", "9999-12-31", _day(draw), _day(draw)])
    return on + draw.choice("TTT  t_") + draw.choice(_CLOCKS) + draw.choice(_OFFSETS)


def _moment(draw: Random) -> str:
    return _instant(draw) if draw.random() < 0.9 else _day(draw)


def _open_day(draw: Random) -> str:
    return _day(draw) if draw.random() < 0.7 else _instant(draw)


def _word(draw: Random) -> str:
    words = ["completed", "cancelled", "all", "targeted", *CASES]
    return draw.choice([*words, "Completed", "ALL", " all", "open", "all\n"])


def _of(listed: list[str]) -> Spelling:
    return lambda draw: draw.choice(listed)


_BY_KIND: dict[object, Spelling] = {
    **dict.fromkeys((MONEY, RATE, WHOLE), _number),
    v.day: _day,
    v.open_day: _open_day,
    **dict.fromkeys((v.instant, v.open_instant), _moment),
    v.truth: _of(_TRUTHS),
    **dict.fromkeys((v.identifier, v.benefit), _of(_IDS)),
    v.currency: _of(_CURRENCIES),
    TEXT: _of(_TEXTS),
}
