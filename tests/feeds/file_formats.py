"""The same rows landed as Parquet, CSV and JSONL."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.staged_rows import DAY, Row, Staged, land, quoted, staged

Texts = Mapping[str, str]

AT = "2025-01-01T10:00:00Z"
LATER = "2025-01-31T10:00:00Z"
# fmt: off
FULL: dict[str, dict[str, str]] = {
    "members": {
        "member_id": "m1", "registered_at": AT, "activated_at": LATER,
        "birth_date": "1990-02-28", "email": "a@example.org", "phone": "+86 10",
        "region": "上海, \"浦东\"", "control_group": "true",
    },
    "orders": {
        "order_id": "o1", "member_id": "m1", "ordered_at": AT, "amount": "12.34",
        "currency": "CNY", "status": "cancelled", "channel": "web",
    },
    "order_returns": {
        "return_id": "r1", "order_id": "o1", "returned_at": AT, "amount": "0.01",
    },
    "activity_events": {
        "event_id": "e1", "member_id": "m1", "occurred_at": AT, "kind": "visit",
        "value": "-1.5", "campaign_id": "c1",
    },
    "redemptions": {
        "redemption_id": "x1", "member_id": "m1", "redeemed_at": AT, "points": "1",
        "wallet": "promo", "reward": "mug", "order_id": "o1", "cancelled_at": AT,
    },
    "adjustments": {
        "adjustment_id": "a1", "member_id": "m1", "adjusted_at": AT, "points": "-5",
        "wallet": "promo", "reason": "a, \"b\"", "approved_by": "Li Lei",
    },
    "tier_grants": {
        "grant_id": "g1", "member_id": "m1", "tier": "gold",
        "granted_from": "2025-01-01", "granted_until": "2025-01-01",
        "reason": "VIP", "approved_by": "Li Lei",
    },
    "campaigns": {
        "campaign_id": "c1", "name": "Spring", "kind": "discount", "starts_at": AT,
        "ends_at": LATER, "multiplier": "1.5", "bonus_points": "50",
        "discount": "0.1", "benefit_group": "g", "wallet": "promo",
        "min_tier": "gold", "audience": "targeted", "min_order_amount": "20.5",
        "max_points_per_member": "9", "budget_points": "99", "priority": "-1",
    },
    "campaign_targets": {"campaign_id": "c1", "member_id": "m1", "targeted_at": AT},
    "benefit_uses": {
        "use_id": "u1", "member_id": "m1", "benefit_code": "b", "used_at": AT,
        "order_id": "o1", "cost": "0",
    },
    "surveys": {
        "response_id": "s1", "member_id": "m1", "responded_at": AT, "score": "10",
    },
    "costs": {
        "cost_id": "k1", "incurred_on": "2025-01-01", "category": "mailing, paper",
        "amount": "0",
    },
}
# fmt: on
LIVE = {feed: {**row, "updated_at": LATER} for feed, row in FULL.items()}
FULL = {feed: {**row, "deleted_at": LATER} for feed, row in LIVE.items()}


def write(root: Path, feed: str, name: str, content: str | bytes) -> Path:
    """Land a file of this very content."""
    folder = root / "landing" / feed / f"landed_on={DAY}"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def as_csv(rows: Sequence[Texts]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def as_jsonl(rows: Sequence[Texts]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def land_as(root: Path, suffix: str, feed: str, row: Texts, stem: str = "rows") -> Path:
    """Land one row in a format, every value as text."""
    if suffix == "csv":
        return write(root, feed, f"{stem}.csv", as_csv([row]))
    if suffix == "jsonl":
        return write(root, feed, f"{stem}.jsonl", as_jsonl([row]))
    columns = ", ".join(f'{quoted(text)} as "{name}"' for name, text in row.items())
    return land(root, feed, f"select {columns}", f"{stem}.parquet")


def staged_file(root: Path, name: str, content: str | bytes) -> Staged:
    """Stage a day of one file of orders; every row read is somewhere."""
    write(root, "orders", name, content)
    found = staged(root, "orders")
    for count in found.record["counts"]:
        assert count["read"] == count["accepted"] + count["quarantined"]
        assert len(found.accepted) == count["accepted"]
        assert len(found.quarantined) == count["quarantined"] + count["whole"]
    return found


def without_file(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "file_name"}
