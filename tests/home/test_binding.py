"""A home belongs to one programme and one landing."""

import json
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.binding import SCHEMA_VERSION, bind
from loyalty_pipeline.home.layout import Home


def test_a_home_is_bound_again_to_its_own(home: Home) -> None:
    bind(home, "retail", home.root / "landing")
    before = (home.root / "home.json").read_bytes()
    bind(home, "retail", home.root / "landing")
    assert (home.root / "home.json").read_bytes() == before


def test_another_programme_is_refused_in_words(home: Home) -> None:
    bind(home, "retail", home.root / "landing")
    with pytest.raises(LoyaltyError) as refused:
        bind(home, "finance", home.root / "landing")
    assert refused.value.what == "this home's programme is retail, not finance"
    assert refused.value.where == str(home.root / "home.json")
    assert refused.value.exit_code == 2


def test_another_landing_is_refused_in_words(home: Home, tmp_path: Path) -> None:
    bind(home, "retail", home.root / "landing")
    with pytest.raises(LoyaltyError, match="this home's landing is") as refused:
        bind(home, "retail", tmp_path / "other")
    assert str(tmp_path / "other") in refused.value.what
    bind(home, "retail", home.root / "landing")


def test_a_home_below_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "home")
    with pytest.raises(LoyaltyError, match="the home cannot be written"):
        bind(home, "retail", home.root / "landing")


def test_a_home_of_another_schema_version_is_refused_in_words(home: Home) -> None:
    bind(home, "retail", home.root / "landing")
    bound = json.loads(home.binding.read_text())
    write_json(home.binding, {**bound, "schema_version": SCHEMA_VERSION + 1})
    before = home.binding.read_bytes()
    with pytest.raises(LoyaltyError, match="this home's schema_version is") as refused:
        bind(home, "retail", home.root / "landing")
    assert "use the release that wrote it" in refused.value.remedy
    assert refused.value.exit_code == 2
    assert [file.read_bytes() for file in home.root.iterdir()] == [before]


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_spoiled_binding_is_refused_in_words(home: Home, content: str) -> None:
    (home.root / "home.json").write_text(content, encoding="utf-8")
    with pytest.raises(LoyaltyError) as refused:
        bind(home, "retail", home.root / "landing")
    assert refused.value.where == str(home.root / "home.json")
