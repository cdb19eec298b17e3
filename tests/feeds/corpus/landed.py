"""The corpus of one feed: each mutation in each format that can carry it."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from tests.feeds.corpus import rows
from tests.feeds.corpus.contract import FEEDS
from tests.feeds.corpus.json_lines import JSONL
from tests.feeds.corpus.parquet import PARQUET, as_parquet, as_table
from tests.feeds.corpus.texts import CSV, as_csv, as_jsonl, packed


class File(NamedTuple):
    """A file of the corpus; one whose damage no reader need notice is not compared."""

    name: str
    content: bytes
    is_compared: bool = True


PACKS = ("", ".gz", ".zip")


def corpus(feed: str, seed: int, packs: Sequence[str] = PACKS) -> Iterator[File]:
    """Files of a feed, the same for the same seed; every CSV file in each pack."""
    for name, mutate in rows.MUTATIONS.items():
        mutated = mutate(_draw(seed, feed, name), feed)
        if mutated:
            yield from _packed(f"{name}.csv", as_csv(mutated).encode(), packs)
            yield File(f"{name}.jsonl", as_jsonl(mutated).encode())
            yield File(f"{name}.parquet", as_parquet(as_table(mutated)))
    for name, write in CSV.items():
        content = write(_draw(seed, feed, f"{name}.csv"), feed)
        yield from _packed(f"{name} text.csv", content, packs)
    for name, write in JSONL.items():
        yield File(
            f"{name} text.jsonl", write(_draw(seed, feed, f"{name}.jsonl"), feed)
        )
    for name, write in PARQUET.items():
        content = write(_draw(seed, feed, f"{name}.parquet"), feed)
        yield File(f"{name} typed.parquet", content, is_compared=name != "flipped")
    yield from _cut_packs(_draw(seed, feed, "cut packs"), feed)


def some(feed: str, seed: int) -> list[File]:
    """The corpus with each CSV file in one pack: over the feeds, in all of them."""
    files = corpus(feed, seed)
    turn = list(FEEDS).index(feed)
    kept: list[File] = []
    places: dict[str, int] = {}
    for file in files:
        stem, dot, pack = file.name.partition(".csv")
        place = places.setdefault(stem, len(places))
        if not dot or stem == "cut" or pack == PACKS[(place + turn) % len(PACKS)]:
            kept.append(file)
    return kept


def _packed(name: str, content: bytes, packs: Sequence[str]) -> Iterator[File]:
    for pack in packs:
        yield File(name + pack, packed(content, pack))


def _cut_packs(draw: Random, feed: str) -> Iterator[File]:
    """Packed files that end too early."""
    whole = as_csv(rows.sound(feed)).encode()
    for pack in PACKS[1:]:
        content = packed(whole, pack)
        yield File(f"cut.csv{pack}", content[: draw.randrange(len(content))])


def _draw(seed: int, feed: str, name: str) -> Random:
    return Random(f"{seed} {feed} {name}")
