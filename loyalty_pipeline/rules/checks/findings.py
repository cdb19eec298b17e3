"""What is wrong with a rule file: a path in it, and a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator

Finding = tuple[str, str]


def repeated(path: str, codes: Iterable[str]) -> Iterator[Finding]:
    """A finding for each code that stands more than once."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield path, f"the code {code} stands {times} times"
