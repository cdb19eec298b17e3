"""What a landing.yaml may say of how a shop's files look.

It says which text stands for which; what a value may be is the contract's to say.
"""

import codecs
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from loyalty_pipeline.feeds.declared import formats
from loyalty_pipeline.rules.model.values import Part, Zone

DELIMITERS = {",": ",", ";": ";", "|": "|", "\t": "\t", "tab": "\t"}
_NO_TEXTS = ("base64", "hex", "bz2", "zip", "zlib", "uu", "quopri", "rot13", "idna")


def _delimiter(written: str) -> str:
    if written not in DELIMITERS:
        raise ValueError("""must be one of "," ";" "|" and "tab\"""")
    return DELIMITERS[written]


def _encoding(written: str) -> str:
    try:
        name = codecs.lookup(written).name
    except LookupError:
        name = ""
    if not name or name.startswith((*_NO_TEXTS, "punycode", "undefined", "raw_")):
        raise ValueError(
            "must be an encoding such as utf-8, utf-16, windows-1252, latin-1, gbk,"
            " gb18030, big5 or shift_jis"
        )
    return name


def _file_pattern(written: str) -> str:
    if "/" in written or "\\" in written or not written:
        raise ValueError('must be a pattern of file names such as "orders*.csv"')
    return written


def _text(written: object) -> object:
    """A text as it was written: YAML takes yes for true, so such words are quoted."""
    if isinstance(written, int | Decimal) and not isinstance(written, bool):
        return str(written)
    if not isinstance(written, str):
        raise ValueError('must be a text, in quotes, such as "yes" or "null"')
    return written


Text = Annotated[str, BeforeValidator(_text)]
Words = tuple[Text, ...]


def _listed(written: object) -> object:
    """A list, where one word stands alone as well."""
    found = written if isinstance(written, list | tuple) else [written]
    return tuple(map(_text, found))


WordList = Annotated[Words, BeforeValidator(_listed), Field(max_length=50)]
Mark = Annotated[str, Field(pattern=r"^[.,]$")]
Separator = Annotated[str, Field(pattern="^[.,' \u00a0\u202f\u2019]$")]


class Look(Part):
    """How the files of a feed look, where they do not look as the contract says."""

    sheet: Text | None = None
    delimiter: Annotated[str, AfterValidator(_delimiter)] | None = None
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    decimal_mark: Mark | None = None
    thousands_separator: Separator | None = None
    date_format: Annotated[str, AfterValidator(formats.date_format)] | None = None
    instant_format: Annotated[str, AfterValidator(formats.instant_format)] | None = None
    timezone: Zone | None = None
    dates_are_instants: bool = False
    null_words: WordList = ()
    true_words: WordList = ()
    false_words: WordList = ()
    trim: bool = False


class FeedLook(Look):
    """How one feed's files look: also which they are, and what their columns say."""

    files: Annotated[str, AfterValidator(_file_pattern)] | None = None
    columns: dict[str, Text | None] = Field(default_factory=dict)
    constants: dict[str, Text] = Field(default_factory=dict)
    values: dict[str, dict[Text, Text]] = Field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is declared: the files look as the contract says."""
        return self == PLAIN

    @property
    def digest(self) -> str:
        """What a day that was read by it is known by; empty where nothing is said."""
        if self.is_plain:
            return ""
        said = self.model_dump_json(exclude_defaults=True)
        return sha256(said.encode()).hexdigest()

    def with_defaults(self, defaults: Look) -> "FeedLook":
        """What is said of the feed, and of all feeds where it is silent."""
        names = defaults.model_fields_set - self.model_fields_set
        return self.model_copy(update={n: getattr(defaults, n) for n in names})

    def conflicts(self) -> Iterator[str]:
        """What does not fit together, with what to do."""
        mark = self.decimal_mark or "."
        if self.thousands_separator == mark:
            yield (
                f"thousands_separator and decimal_mark are both {mark!r}:"
                " declare both, each as the files have it"
            )
        if self.timezone is None and self.dates_are_instants:
            yield "dates_are_instants needs timezone: in which zone does a day begin?"
        if self.timezone is None and "%z" not in (self.instant_format or "%z"):
            yield (
                "instant_format without %z needs timezone, such as Europe/Berlin;"
                " or UTC, if that is what the instants are"
            )
        if _folded((*self.true_words, "true")) & _folded((*self.false_words, "false")):
            yield "true_words and false_words have a word in common"
        for name, header in self.columns.items():
            if header is not None and name in self.constants:
                yield f"{name} is in columns and in constants: leave out one"


def _folded(words: Words) -> set[str]:
    return {word.lower() for word in words}


PLAIN = FeedLook()


class LandingFile(Part):
    """A landing.yaml: what holds for all feeds, and what for each."""

    defaults: Look = Look()
    feeds: dict[str, FeedLook] = Field(default_factory=dict)
