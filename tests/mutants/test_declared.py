"""The mutants are mistakes of today's SQL; what kills them, `make mutants` says."""

import pytest

from loyalty_pipeline.dbt import project
from tests.mutants.declared import Mutant, MutantError, declared


@pytest.mark.parametrize("mutant", declared(), ids=lambda mutant: mutant.says)
def test_the_text_of_a_mutant_occurs_once_in_its_file(mutant: Mutant) -> None:
    source = (project.PROJECT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied(source) != source


def test_a_text_that_is_gone_is_no_mutant() -> None:
    with pytest.raises(MutantError, match="0 times"):
        Mutant("a.sql", "less is more", "a < b", "a > b").applied("a <= b")


def test_no_two_mutants_say_the_same() -> None:
    told = [mutant.says for mutant in declared()]
    assert len(set(told)) == len(told) >= 40
