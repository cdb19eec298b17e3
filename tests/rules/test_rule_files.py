"""Files that are no rules at all are refused in words, never with a traceback."""

from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.rules.calendar import zone
from loyalty_pipeline.rules.loading import SHIPPED, load, rule_file
from tests.rules.rule_files import loaded, put

RETAIL = (SHIPPED / "retail.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> bytes:
    assert old in RETAIL
    return RETAIL.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# nothing but a comment\n",
        b"- a\n- b\n",
        b"retail",
        b"42",
        b"null",
        b"a: [1",
        b"a: b: c",
        b"\tprogramme: x",
        b"programme: \xff\xfe",
        RETAIL.encode("utf-16"),
        b"\x00",
        b"? [1, 2]\n: 3\n",
        b"programme: !!python/object/apply:os.getcwd []\n",
        b"a: &a [*a]\n",
        b"a: *nothing\n",
        changed("timezone: Asia/Shanghai", "timezone: America"),
        changed("timezone: Asia/Shanghai", "timezone: 2025-02-30"),
        changed("  - approved_by", "  - effective_from: 2025-02-30\n    approved_by"),
        changed("{gold: 1.2", "{1: 1.2"),
        changed("{gold: 1.2", "{Gold: 1.2"),
        changed(
            "- {code: spend, measure: order_amount, weight: 0.6, target: 10000}", "-"
        ),
    ],
)
def test_what_is_no_rule_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rules.yaml"
    file.write_bytes(content)
    with pytest.raises(LoyaltyError) as refused:
        load(file)
    assert refused.value.where == str(file)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight: 0.6,", "weight: 0.60000000000000001,"),
        ("currency: CNY", "currency: CNY\ncurrency: USD"),
        ("target: 100}", "target: 1:40}"),
        ("target: 100}", "target: 0144}"),
    ],
    ids=["digits past a float", "a key twice", "base sixty", "base eight"],
)
def test_what_was_written_is_read_as_it_stands_or_refused(
    tmp_path: Path, old: str, new: str
) -> None:
    file = tmp_path / "rules.yaml"
    file.write_bytes(changed(old, new))
    with pytest.raises(LoyaltyError):
        load(file)


@pytest.mark.parametrize("name", ["retial", "", "nowhere/rules.yaml", ".", "/"])
def test_a_programme_that_is_not_there_is_refused_with_the_names(name: str) -> None:
    with pytest.raises(LoyaltyError, match="there is no programme") as refused:
        rule_file(name)
    assert "retail" in refused.value.remedy


def test_a_rule_file_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + RETAIL.encode())
    assert load(file).programme == "retail"


@pytest.mark.parametrize("name", ["localtime", "posix/Europe/London", "Factory", "UTC"])
def test_a_zone_that_is_accepted_has_a_calendar(tmp_path: Path, name: str) -> None:
    try:
        programme = loaded(tmp_path, put("timezone", name))
    except LoyaltyError:
        return
    assert zone(programme.timezone).key == name
