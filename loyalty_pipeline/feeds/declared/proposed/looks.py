"""What the texts of a feed's columns say of their look, as lines of landing.yaml.

A line that is certain stands as it is. Where there is a choice it is a comment, which
becomes the line when its first sign is taken away.
"""

import json
import re
from collections.abc import Iterator, Sequence

from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.contract import Column
from loyalty_pipeline.feeds.declared.proposed import values

# A column of the feed, and the texts that are found in it.
Found = Sequence[tuple[Column, list[str]]]

_LONGEST = 40  # characters of a value that is shown
_NOTHING = (
    "N/A",
    "n/a",
    "NA",
    "#N/A",
    "NULL",
    "null",
    "None",
    "NaN",
    "nan",
    "-",
    "\\N",
)
_WORDS = (
    *(("yes", "no"), ("1", "0"), ("y", "n"), ("t", "f"), ("ja", "nein")),
    *(("oui", "non"), ("sí", "no"), ("si", "no"), ("是", "否")),
)
_ZONE = "timezone: UTC  # write your shop's, such as Europe/Berlin"


def quoted(text: str) -> str:
    """A text as it stands in YAML; what is not seen is escaped."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in written)


def _short(text: str) -> str:
    return quoted(text[:_LONGEST])


def lines(found: Found) -> Iterator[str]:
    """The lines about values."""
    nothing = sorted({t for column, texts in found for t in _nothing(column, texts)})
    if nothing:
        words = ", ".join(map(quoted, nothing))
        is_text = any({*nothing} & {*texts} for c, texts in found if _takes_any(c))
        sign, told = ("# ", "  # is it a text elsewhere?") if is_text else ("", "")
        yield f"{sign}null_words: [{words}]{told}"
    given = [(c, [t for t in texts if t not in nothing]) for c, texts in found]
    yield from _numbers(given)
    yield from _times(given)
    yield from _words(given)


def _takes_any(column: Column) -> bool:
    return column.type is t.TEXT or column.type.is_id


def _nothing(column: Column, texts: list[str]) -> list[str]:
    return [] if _takes_any(column) else [text for text in texts if text in _NOTHING]


def _numbers(found: Found) -> Iterator[str]:
    numbers = [
        (text, column.type.pattern)
        for column, texts in found
        if column.type.lake_type == "BIGINT"
        for text in texts
    ]
    if all(re.fullmatch(pattern, text) for text, pattern in numbers):
        return
    fitting = values.fitting_spellings(numbers)
    if not fitting:
        odd = next(x for x, pattern in numbers if re.fullmatch(pattern, x) is None)
        yield f"# numbers such as {_short(odd)} are in no spelling that is known here"
    for mark, separator in fitting:
        # That groups are no decimals shows only where there are decimals as well.
        is_shown = any(mark in text for text, _ in numbers)
        is_sure = len(fitting) == 1 and (separator is None or is_shown)
        sign = "" if is_sure else "# "
        if mark != ".":
            yield f"{sign}decimal_mark: {quoted(mark)}"
        if separator is not None:
            told = "" if is_sure else "  # or are these decimals?"
            yield f"{sign}thousands_separator: {quoted(separator)}{told}"


def _times(found: Found) -> Iterator[str]:
    instants = [
        text
        for column, texts in found
        if column.type in (t.INSTANT, t.OPEN_INSTANT)
        for text in texts
        if re.fullmatch(t.OPEN_INSTANT.pattern, text) is None
    ]
    bare = [text for text in instants if ":" not in text]
    dates = [
        text
        for column, texts in found
        if column.type in (t.DATE, t.OPEN_DATE)
        for text in texts
    ]
    strange = [d for d in [*dates, *bare] if re.fullmatch(t.DATE.pattern, d) is None]
    yield from _format("date_format", strange, values.DATE_FORMATS)
    timed = [text for text in instants if ":" in text]
    proposed = list(_format("instant_format", timed, values.INSTANT_FORMATS))
    has_zone = len(proposed) == 1 and "%z" in proposed[0]
    if proposed and not has_zone:
        proposed = [f"# {line.removeprefix('# ')}" for line in proposed]
    yield from proposed
    if bare:
        yield "# dates_are_instants: true  # with timezone: some instants are dates"
    if bare or (proposed and not has_zone) or _has_no_offset(found):
        yield f"# {_ZONE}: which clock showed these instants?"


def _has_no_offset(found: Found) -> bool:
    return any(
        re.fullmatch(t.INSTANT.pattern, f"{text}Z") is not None
        for column, texts in found
        if column.type is t.INSTANT
        for text in texts
    )


def _format(key: str, texts: list[str], candidates: Sequence[str]) -> Iterator[str]:
    if not texts:
        return
    fitting = values.fitting_formats(texts, candidates)
    if not fitting:
        yield f"# {key}: no usual one is that of all, such as {_short(texts[0])}"
    for written in fitting:
        choice = "" if len(fitting) == 1 else f"  # one of {len(fitting)} that fit"
        yield f"{'# ' if choice else ''}{key}: {quoted(written)}{choice}"


def _words(found: Found) -> Iterator[str]:
    told = {
        text.casefold()
        for column, texts in found
        if column.type is t.BOOLEAN
        for text in texts
    } - {"true", "false"}
    if not told:
        return
    fitting = [pair for pair in _WORDS if told <= {*pair}]
    if not fitting:
        yield f"# true_words and false_words: which are {', '.join(sorted(told))}?"
    for true, false in fitting:
        sign = "" if len(fitting) == 1 else "# "
        yield f"{sign}true_words: [{quoted(true)}]"
        yield f"{sign}false_words: [{quoted(false)}]"


def choices(column: Column, texts: list[str]) -> list[str]:
    """The words of a column that are none of its closed vocabulary."""
    words = column.type.says.removeprefix("one of ")
    if words == column.type.says:
        return []
    return sorted({*texts} - {*words.split(", "), *_NOTHING})
