"""Words from landed files that may be shown to anybody: no ids, no addresses."""

from collections.abc import Iterable

_LONGEST = 40  # characters
_MOST = 5  # words
_DIGITS = 5  # from so many on a word may be an id, a phone or a card


def may_be_shown(word: str) -> bool:
    """Whether a word is a name of something, and nothing that names a person."""
    digits = sum(character.isdigit() for character in word)
    return len(word) <= _LONGEST and "@" not in word and digits < _DIGITS


def shown(words: Iterable[str]) -> str:
    """The first few of some words in order, and how many more there are."""
    every = sorted(words)
    fit = [word for word in every if may_be_shown(word)][:_MOST]
    more = len(every) - len(fit)
    if not more:
        return ", ".join(fit)
    rest = f"{more:,} more" if fit else f"{more:,} that may not be shown"
    return ", ".join([*fit, rest])
