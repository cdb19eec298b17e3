"""Which columns of a file may be which of a feed, by their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.sources.names import loosely

_ALIKE = 0.75
# How shop software and tills call a column, without regard to case and signs.
_USUAL = {
    "order_id": ("orderid", "ordernumber", "orderno", "ordername", "order"),
    "member_id": ("customerid", "memberid", "userid", "customeruserid"),
    "ordered_at": (
        "createdat",
        "orderdate",
        "purchasedate",
        "orderedat",
        "datecreated",
    ),
    "amount": ("total", "ordertotal", "ordertotalamount", "grandtotal", "totalamount"),
    "currency": ("currencycode", "ordercurrency"),
    "status": ("orderstatus", "financialstatus"),
    "channel": ("saleschannel", "purchasepoint"),
    "registered_at": ("createdat", "registered", "registrationdate", "signupdate"),
    "birth_date": ("birthday", "dateofbirth", "dob"),
    "email": ("emailaddress",),
    "phone": ("phonenumber", "telephone", "mobile"),
    "return_id": ("refundid", "returnnumber"),
    "returned_at": ("refundedat", "refunddate", "returndate"),
    "updated_at": ("updated", "modifiedat", "lastmodified"),
}
# What may be meant, and is for the shop to say.
_POSSIBLE = {
    "order_id": ("name", "id"),
    "member_id": ("id", "email", "phone"),
    "ordered_at": ("date", "paidat"),
    "amount": ("grandtotalpurchased", "grandtotalbase"),
    "return_id": ("id",),
}


@dataclass(frozen=True)
class ProposedColumn:
    """A column of the feed, and the file's that may be it, the likeliest first."""

    ours: str
    theirs: list[str]
    is_sure: bool

    @property
    def needs_no_word(self) -> bool:
        """Whether it is found by its name, as any column is."""
        return self.is_sure and loosely(self.theirs[0]) == self.ours


def columns(feed: Feed, header: list[str]) -> list[ProposedColumn]:
    """The feed's columns that a header may have; surely, or else to be chosen from."""
    found = {c.name: p for c in feed.columns if (p := _named(c.name, header))}
    taken = {p.theirs[0] for p in found.values() if p.is_sure}
    for column in feed.columns:
        if column.name not in found or not found[column.name].is_sure:
            free = [name for name in header if name not in taken]
            others = list(dict.fromkeys(_possible(column.name, free)))
            known = found[column.name].theirs if column.name in found else []
            if known or others:
                theirs = list(dict.fromkeys([*known, *others]))
                found[column.name] = ProposedColumn(column.name, theirs, False)
    return [found[c.name] for c in feed.columns if c.name in found]


def likeliest_feed(header: list[str]) -> Feed:
    """The feed of which a header has most of the required columns, and most else."""

    def fit(feed: Feed) -> tuple[float, int]:
        found = {p.ours for p in columns(feed, header)}
        sure = {p.ours for p in columns(feed, header) if p.is_sure}
        required = [c.name for c in feed.columns if c.required]
        have = sum((n in sure) + (n in found) for n in required)
        return have / len(required), len(sure)

    return max(FEEDS.values(), key=fit)


def _named(ours: str, header: list[str]) -> ProposedColumn | None:
    """By its own name, or by usual ones; sure where there is one, and once."""
    own = [name for name in header if loosely(name) == ours]
    plain = [name for name in header if _plain(name) == _plain(ours)]
    usual = [name for name in header if _plain(name) in _USUAL.get(ours, ())]
    for names in (own, plain, usual):
        if names:
            return ProposedColumn(ours, list(dict.fromkeys(names)), len(names) == 1)
    return None


def _possible(ours: str, free: list[str]) -> Iterator[str]:
    yield from (n for n in free if _plain(n) in _POSSIBLE.get(ours, ()))
    alike = {name: _likeness(ours, name) for name in free}
    yield from sorted((n for n in free if alike[n] >= _ALIKE), key=lambda n: -alike[n])


def _likeness(ours: str, theirs: str) -> float:
    return SequenceMatcher(None, _plain(ours), _plain(theirs)).ratio()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
