"""What the parts of a rule file promise each other, and how numbers are kept."""

from datetime import date
from pathlib import Path

import pytest

from tests.rules.rule_files import Change, gone, loaded, places, put, refusal

V0, V1 = "versions.0", "versions.1"
REWARD = {"code": "mug", "name": "A mug", "kind": "goods", "points": 500, "cost": 3.2}


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("versions[0].metrics", [put(f"{V0}.metrics.0.weight", 0.5)]),
        ("versions[1].metrics", [put(f"{V1}.metrics.0.weight", 0.6001)]),
        ("versions[0].tiers[1]", [put(f"{V0}.tiers.1.at_least", 60)]),
        ("versions[0].tiers[1]", [put(f"{V0}.tiers.1.at_least", 59.99)]),
        ("versions[0].tiers[2]", [put(f"{V0}.tiers.2.above", 79.99)]),
        (
            "versions[0].tiers[2]",
            [put(f"{V0}.tiers.1", {"code": "gold", "name": "g", "at_least": 90.01})],
        ),
        ("versions[0].tiers[0]", [put(f"{V0}.tiers.0.above", 60)]),
        ("versions[0].tiers[0]", [gone(f"{V0}.tiers.0.at_least")]),
        (
            "versions[0].points.tier_multipliers.golden",
            [put(f"{V0}.points.tier_multipliers.golden", 2)],
        ),
        ("benefits[0].tiers[0]", [put("benefits.0.tiers", ["golden"])]),
        ("benefits[0].tiers[1]", [put("benefits.0.tiers", ["gold", "golden"])]),
        ("benefits[0].tiers", [put("benefits.0.tiers", ["gold", "gold"])]),
        ("benefits", [put("benefits.1.code", "gold_price")]),
        ("benefits[0].priority", [put("benefits.0.priority", 3_000_000_000)]),
        ("versions[0].effective_from", [put(f"{V0}.effective_from", date(2020, 1, 1))]),
        ("versions[1].effective_from", [gone(f"{V1}.effective_from")]),
        ("versions[1].effective_from", [put(f"{V1}.effective_from", date(1890, 1, 1))]),
        ("versions[1].effective_from", [put(f"{V1}.effective_from", date(1900, 1, 1))]),
        ("versions[1].tiers", [put(f"{V1}.tiers.0.code", "basic")]),
        ("versions[1].metrics", [put(f"{V1}.metrics.0.code", "spent")]),
        ("versions[1].metrics", [put(f"{V1}.metrics.2.kinds", ["other"])]),
        ("versions[0].metrics[2]", [gone(f"{V0}.metrics.2.kinds")]),
        ("versions[0].metrics[2]", [gone(f"{V0}.metrics.2.out_of")]),
        ("versions[0].metrics[0]", [put(f"{V0}.metrics.0.kinds", ["x"])]),
        ("versions[0].metrics[0]", [put(f"{V0}.metrics.0.out_of", ["x"])]),
        ("engagement", [put("engagement.at_risk_days", 29)]),
        ("versions[0].metrics[0]", [gone(f"{V0}.metrics.0.target")]),
        ("versions[0].metrics[0]", [put(f"{V0}.metrics.0.normalise", "none")]),
        ("versions[0].metrics[1]", [put(f"{V0}.metrics.1.target", 10.5)]),
        ("versions[0].metrics[1]", [put(f"{V0}.metrics.1.measure", "event_count")]),
        ("versions[1].metrics", [put(f"{V1}.metrics.1.measure", "order_count")]),
        ("versions[0].points.clawback_days", [put(f"{V0}.points.clawback_days", 379)]),
        (
            "versions[0].points.clawback_days",
            [put(f"{V0}.points.wallets", {"promo": {"validity_days": 16}})],
        ),
        (
            "versions[1].points.wallets",
            [put(f"{V1}.points.wallets", {"promo": {"validity_days": 60}})],
        ),
        ("versions[1].points.validity_days", [put(f"{V0}.points.validity_days", None)]),
        (
            "versions[1].points.wallets.promo.validity_days",
            [
                put(f"{V0}.points.wallets", {"promo": {"validity_days": None}}),
                put(f"{V1}.points.wallets", {"promo": {"validity_days": 60}}),
            ],
        ),
        (
            "versions[0].points.wallets.main",
            [put(f"{V0}.points.wallets", {"main": {"validity_days": 60}})],
        ),
        ("benefits[0]", [gone("benefits.0.value")]),
        ("benefits[0]", [put("benefits.0.values", {"gold": 0.05})]),
        (
            "benefits[0]",
            [gone("benefits.0.value"), put("benefits.0.values", {"diamond": 0.05})],
        ),
        ("benefits[0]", [put("benefits.0.kind", "gift")]),
        ("benefits[0].when.engagement", [put("benefits.0.when", {"engagement": []})]),
        (
            "benefits[0].when.birthday_month",
            [put("benefits.0.when", {"birthday_month": False})],
        ),
        (
            "benefits[0]",
            [
                put("benefits.0.valid_from", date(2025, 2, 1)),
                put("benefits.0.valid_to", date(2025, 1, 31)),
            ],
        ),
        ("benefits[1].group", [put("benefits.1.kind", "credit")]),
        ("rewards", [put("rewards", [REWARD, REWARD])]),
        ("rewards[0].kind", [put("rewards", [{**REWARD, "kind": "money"}])]),
        ("rewards[0].points", [put("rewards", [{**REWARD, "points": 0}])]),
        (
            "versions[0].points.events.visit.points",
            [put(f"{V0}.points.events", {"visit": {"points": 0}})],
        ),
    ],
)
def test_a_broken_promise_is_named_with_its_path(
    tmp_path: Path, place: str, changes: list[Change]
) -> None:
    assert place in places(refusal(tmp_path, *changes))


@pytest.mark.parametrize(
    ("currency", "many"),
    [(c, "three") for c in ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")]
    + [("CLF", "four")],
)
def test_a_currency_of_more_than_two_places_is_refused_by_name(
    tmp_path: Path, currency: str, many: str
) -> None:
    said = refusal(tmp_path, put("currency", currency))
    assert f"amounts have two places and {currency} has {many}" in said
    assert places(said) == ["currency"]


@pytest.mark.parametrize("currency", ["JPY", "VND", "EUR"])
def test_a_currency_of_fewer_places_is_as_good_as_any(
    tmp_path: Path, currency: str
) -> None:
    assert loaded(tmp_path, put("currency", currency)).currency == currency


def repeat(part: str) -> list[Change]:
    """The changes that give the second of a part's items the code of the first."""
    code = {"metrics": "spend", "tiers": "ordinary"}[part]
    return [put(f"{version}.{part}.1.code", code) for version in (V0, V1)]


@pytest.mark.parametrize("part", ["metrics", "tiers"])
def test_a_repeated_code_is_named(tmp_path: Path, part: str) -> None:
    what = refusal(tmp_path, *repeat(part))
    assert {f"versions[0].{part}", f"versions[1].{part}"} <= set(places(what))
    assert "stands 2 times" in what


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2024, 12, 31)])
def test_versions_must_start_one_after_the_other(tmp_path: Path, day: date) -> None:
    def third(rules: dict[str, list[dict[str, object]]]) -> None:
        rules["versions"].append({**rules["versions"][1], "effective_from": day})

    assert places(refusal(tmp_path, third)) == ["versions[2].effective_from"]


def test_several_bad_values_are_named_at_once(tmp_path: Path) -> None:
    what = refusal(
        tmp_path,
        put("currency", "yuan"),
        put("timezone", "Nowhere"),
        put(f"{V1}.metrics.2.weight", 2),
        put(f"{V0}.tiers.0.surplus", 1),
    )
    assert sorted(places(what)) == [
        "currency",
        "timezone",
        "versions[0].tiers[0].surplus",
        "versions[1].metrics[2].weight",
    ]


def test_several_broken_promises_are_named_at_once(tmp_path: Path) -> None:
    what = refusal(
        tmp_path,
        put(f"{V0}.metrics.0.weight", 0.5),
        put(f"{V1}.points.tier_multipliers.golden", 2),
        put("benefits.0.tiers", ["golden"]),
        put(f"{V0}.effective_from", date(2020, 1, 1)),
    )
    assert len(places(what)) == 4


def test_a_weight_may_be_nothing_for_a_while(tmp_path: Path) -> None:
    changes = put(f"{V1}.metrics.0.weight", 0.9), put(f"{V1}.metrics.1.weight", 0)
    assert loaded(tmp_path, *changes).versions[1].metrics[1].weight == 0


def test_a_validity_may_become_longer_or_endless(tmp_path: Path) -> None:
    for days in (366, None):
        programme = loaded(tmp_path, put(f"{V1}.points.validity_days", days))
        assert programme.versions[1].points.validity_of() == {"main": days}
