"""JSONL files with what JSON has beside texts."""

import json
from collections.abc import Callable
from random import Random

from tests.feeds.corpus.rows import sound
from tests.feeds.corpus.spellings import edited
from tests.feeds.corpus.texts import Written, any_text, as_jsonl

_NUMBERS = [
    "0", "-0", "12", "12.5", "12.50", "12.340", "49.9900", "12.345", "1e3", "1E-2",
    "-7",
    "1.0", "0.30000000000000004", "123456789012345678901234567890", "1e400", "5.7",
    "1.5",
    "0." + "0" * 40, "9" * 60, "-0.0", "10.0", "1.0001",
]  # fmt: skip
_OTHERS = ["true", "false", "null", '""', "[]", "{}", "[1.5]", '{"a": 1.50}', '["x"]']
_STRINGS = [
    r'"\u0061"', r'"a\u0000"', r'"\""', r'"a\\"', r'"\/"', r'"\ud83d\ude00"',
    r'"\ud800"',
    '"1.50"', '"nan: NaN"', '",}"', '" 0"', '"-1"', r'"\n"', '"{\\"a\\": 1}"',
    '"a: 1e3"',
]  # fmt: skip
_NO_OBJECTS = [
    "[1]", "12", "null", '"x"', "", " ", "{}", "{} {}", "{", "}", '{"a": NaN}', "[{}]",
    '{"a": Infinity}', '{"a": 1,}', "{'a': 1}", '{"a": 01}', '{"a": "b\tc"}', '{"a" 1}',
    '{"a": 1}x', "// x", '{"a": .5}', '{"a": 5.}', '{"a": +5}', '{"a": 0x1}',
    '{"a": "\x00"}',
    '{"a": tru}', '{a: 1}', '{"a": [1, 2}', '{"": 1}', '{"a": -}', '\ufeff{"a": 1}',
    '{"a": "\\x"}', '{"a": "\\u12"}', '{"a": 1e}', '{"a": -01}', "[" * 90 + "]" * 90,
]  # fmt: skip


def _tokens(draw: Random, feed: str, choose: Callable[[Random], str]) -> bytes:
    lines = []
    for row in sound(feed):
        tokens = {
            name: json.dumps(text, ensure_ascii=False) for name, text in row.items()
        }
        tokens[draw.choice(list(tokens))] = choose(draw)
        lines.append("{" + ", ".join(f'"{k}": {t}' for k, t in tokens.items()) + "}")
    return "\n".join(lines).encode()


def _of(listed: list[str]) -> Written:
    return lambda draw, feed: _tokens(draw, feed, lambda draw: draw.choice(listed))


def keys(draw: Random, feed: str) -> bytes:
    """Objects with keys more, fewer, in another order, and of another spelling."""
    rows = []
    for row in sound(feed):
        names = list(row)
        draw.shuffle(names)
        kept = names[: draw.randint(len(names) - 3, len(names))]
        added = {draw.choice(["note", "a/b", "c~d", "", "会员", 'q"q', "fault"]): "7"}
        rows.append({**{name: row[name] for name in kept}, **added})
    return as_jsonl(rows).encode()


def keys_twice(draw: Random, feed: str) -> bytes:
    """Objects with a key twice, of the same value or of another."""
    lines = as_jsonl(sound(feed)).splitlines()
    for at in draw.sample(range(len(lines)), 5):
        name = draw.choice([*sound(feed)[0], "note"])
        again = f'"{name}": "x"' if draw.random() < 0.7 else '"x": 1, "\\u0078": 1'
        lines[at] = lines[at][:-1] + f", {again}}}"
    return "\n".join(lines).encode()


def no_objects(draw: Random, feed: str) -> bytes:
    """Lines that are no object, and lines that are nearly one."""
    lines = as_jsonl(sound(feed)).splitlines()
    for _ in range(12):
        lines.insert(draw.randint(0, len(lines)), draw.choice(_NO_OBJECTS))
    return "\n".join(lines).encode()


def letters_of_lines(draw: Random, feed: str) -> bytes:
    """Lines with one letter changed anywhere."""
    lines = as_jsonl(sound(feed)).splitlines()
    return "\n".join(edited(line, draw) for line in lines).encode()


def spread(draw: Random, feed: str) -> bytes:
    """Blanks wherever JSON lets them stand."""
    lines = as_jsonl(sound(feed)).splitlines()
    return "\r\n".join(f" \t{line[0]} {line[1:-1]} \t}} " for line in lines).encode()


JSONL: dict[str, Written] = {
    **any_text(as_jsonl),
    "tokens": _of([*_NUMBERS, *_OTHERS]),
    "strings": _of(_STRINGS),
    "keys": keys,
    "keys twice": keys_twice,
    "no objects": no_objects,
    "letters of lines": letters_of_lines,
    "spread": spread,
}
