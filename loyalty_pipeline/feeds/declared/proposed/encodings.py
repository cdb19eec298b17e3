"""Which encodings the bytes of a text may be of."""

import codecs
import re

_OTHERS = ("windows-1252", "gb18030", "big5", "shift_jis")
_MARKS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Letters of the West and the signs that tills print; what is not any of them is rarely
# meant. Ideographs do not stand within a word of small Latin letters.
_STRANGE_IN_THE_WEST = re.compile("[^\\x00-\\x7fÀ-ÿŒœŠšŽžŸ€£§°–—‘’“”…®™ª«»º¿¡\u00a0]")
_STRANGE_IN_THE_EAST = re.compile("[a-z][^\\x00-\\x7f]|[^\\x00-\\x7f][a-z]")


def encodings(head: bytes) -> list[str]:
    """Those that fit, by likelihood; none where it is UTF-8, as the contract has it."""
    if head.startswith(_MARKS_OF_UTF_16):
        return ["utf-16"]
    if _decoded(head, "utf-8") is not None:
        return []
    texts = {name: _decoded(head, name) for name in _OTHERS}
    fitting = [name for name, text in texts.items() if text is not None]
    likely = [name for name in fitting if not _is_strange(name, texts[name] or "")]
    return likely or fitting or ["latin-1"]


def _decoded(head: bytes, encoding: str) -> str | None:
    """The text, which may end within a character."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None


def _is_strange(encoding: str, text: str) -> bool:
    is_western = encoding == "windows-1252"
    strange = _STRANGE_IN_THE_WEST if is_western else _STRANGE_IN_THE_EAST
    return strange.search(text) is not None
