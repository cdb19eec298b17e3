"""`make mutants`: do the tests notice small mistakes in the SQL that decides?

Each word given narrows the mutants to those with it in their file or in what they say.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from loyalty_pipeline.dbt import project
from tests.mutants.declared import Mutant, MutantError, declared
from tests.mutants.judging import Verdict, judged

_ENOUGH_PERCENT = 95


def main(words: Sequence[str]) -> int:
    """Try the mutants and print what killed them; 1 if too many live or are stale."""
    mutants = [m for m in declared() if all(w in f"{m.file} {m.says}" for w in words)]
    try:
        for mutant in mutants:
            mutant.applied((project.PROJECT / mutant.file).read_text("utf-8"))
    except MutantError as error:
        print(error)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        verdicts = judged(mutants, Path(folder))
    print("| mutant | killed by |\n| --- | --- |")
    for verdict in verdicts:
        print(f"| {_place(verdict.mutant)}: {verdict.mutant.says} | {_fate(verdict)} |")
    return _summed_up(verdicts)


def _place(mutant: Mutant) -> str:
    return Path(mutant.file).stem


def _fate(verdict: Verdict) -> str:
    if verdict.trouble:
        return f"NOT TRIED: {verdict.trouble.splitlines()[0]}"
    if verdict.killed_by:
        unexpected = "NOT EQUIVALENT: " if verdict.mutant.equivalent else ""
        return unexpected + verdict.killed_by
    if verdict.mutant.equivalent:
        return f"nothing, equivalent: {verdict.mutant.equivalent}"
    return f"NOTHING: {verdict.mutant.survives or 'no reason declared'}"


def _summed_up(verdicts: Sequence[Verdict]) -> int:
    """Print the share that was killed of those that compute something else."""
    others = [v for v in verdicts if not v.mutant.equivalent]
    killed = [v for v in others if v.killed_by]
    wrong = [v for v in verdicts if v.trouble or (v.mutant.equivalent and v.killed_by)]
    by_units = [v for v in killed if not v.killed_by.startswith("histories")]
    print(
        f"\n{len(killed)} of {len(others)} killed, {len(by_units)} by unit tests;"
        f" {len(verdicts) - len(others)} equivalent; {len(wrong)} wrongly declared"
    )
    return int(bool(wrong) or len(killed) * 100 < len(others) * _ENOUGH_PERCENT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
