"""Helpers for cases of benefits: rules that offer them, and what a member has."""

from datetime import date
from typing import Any, NamedTuple

from tests.oracle.cases.columns import columns
from tests.oracle.cases.programme_cases import june, programme, version
from tests.oracle.facts.feeds import Facts, TierGrant
from tests.oracle.replay import replay


class MemberBenefit(NamedTuple):
    """What a row of `member_benefits` says beside its key and day."""

    kind: str
    value_bp: int | None
    amount_cents: int | None
    source: str
    valid_from: date | None
    valid_to: date | None


def benefit(code: str, kind: str = "gift", **others: Any) -> dict[str, Any]:
    """Return a benefit as a rules file has it, for gold unless a case says else."""
    return {"code": code, "name": code, "kind": kind, "tiers": ["gold"]} | others


def tier_grant(first: int, last: int | None, tier: str = "gold") -> TierGrant:
    """Return a tier given by hand for days of June."""
    until = None if last is None else june(last)
    return TierGrant(f"{tier}{first}", "ann", tier, june(first), until)


def benefits_on(
    facts: Facts, day: int, *benefits: dict[str, Any]
) -> dict[str, MemberBenefit]:
    """Return the one member's benefits on a day of June, by code."""
    rules = programme(version(), benefits=list(benefits))
    rows = replay(facts, rules, june(day)).member_benefits
    assert all(row.member_id == "ann" and row.as_of == june(day) for row in rows)
    return {
        row.benefit_code: MemberBenefit(*columns(row, *MemberBenefit._fields))
        for row in rows
    }
