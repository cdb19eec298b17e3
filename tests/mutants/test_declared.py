"""The mutants are mistakes of today's SQL; what kills them, `make mutants` says."""

import pytest

from loyalty_pipeline.dbt import project
from tests.mutants.declared import Mutant, MutantError, declared

MODEL = "with final as (\n    select 1 as a, 2 as b\n)\n\nselect * from final\n"


@pytest.mark.parametrize("mutant", declared(), ids=lambda mutant: mutant.says)
def test_a_mutant_has_its_place_in_its_file(mutant: Mutant) -> None:
    source = (project.PROJECT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied(source) != source


@pytest.mark.parametrize(
    "mutant", [m for m in declared() if m.column], ids=lambda mutant: mutant.says
)
def test_a_mutant_of_a_column_names_one_of_its_model(mutant: Mutant) -> None:
    documented = (project.PROJECT / mutant.file).with_suffix(".yml")
    assert f"- name: {mutant.column}\n" in documented.read_text(encoding="utf-8")


def test_a_text_that_is_gone_is_no_mutant() -> None:
    mutant = Mutant("a.sql", "less is more", text="a < b", becomes="a > b")
    with pytest.raises(MutantError, match="0 times"):
        mutant.applied("a <= b")


def test_a_column_of_the_result_has_another_value() -> None:
    mutant = Mutant("a.sql", "a is b", column="a", becomes="b")
    head = MODEL.removesuffix("select * from final\n")
    assert mutant.applied(MODEL) == head + "select * replace (b as a) from final\n"


def test_rows_of_the_result_are_missing() -> None:
    mutant = Mutant("a.sql", "only b", keeps="a < b")
    assert mutant.applied(MODEL) == MODEL + "where a < b\n"


@pytest.mark.parametrize("source", ["select 1 as a\n", MODEL * 2, MODEL + "limit 1\n"])
def test_a_file_that_does_not_end_with_its_result_has_none(source: str) -> None:
    with pytest.raises(MutantError, match=r"a\.sql: the model does not end with"):
        Mutant("a.sql", "a is b", column="a", becomes="b").applied(source)


@pytest.mark.parametrize(
    "form", [{}, {"text": "a", "column": "a"}, {"column": "a", "keeps": "a < b"}]
)
def test_a_mutant_has_one_form(form: dict[str, str]) -> None:
    with pytest.raises(MutantError, match="one of text, column and keeps"):
        Mutant("a.sql", "a is b", becomes="b", **form)


def test_no_two_mutants_say_the_same() -> None:
    told = [mutant.says for mutant in declared()]
    assert len(set(told)) == len(told) >= 40
