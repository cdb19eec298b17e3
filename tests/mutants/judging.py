"""The verdict on each mutant: which test has killed it, if any."""

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.mutants.bench import Bench, set_up
from tests.mutants.declared import Mutant, MutantError
from tests.mutants.second_line import differing_history

_PROCESSES = 2


@dataclass(frozen=True)
class Verdict:
    """What killed a mutant, nothing if it lives; or why it could not be tried."""

    mutant: Mutant
    killed_by: str = ""
    trouble: str = ""


def judged(mutants: Sequence[Mutant], folder: Path) -> list[Verdict]:
    """A verdict on each mutant, in their order."""
    shares = [share for n in range(_PROCESSES) if (share := mutants[n::_PROCESSES])]
    folders = [folder / str(n) for n in range(_PROCESSES)]
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn")) as pool:
        parts = list(pool.map(_judge, shares, folders))
    verdicts = {verdict.mutant: verdict for part in parts for verdict in part}
    return [verdicts[mutant] for mutant in mutants]


def _judge(mutants: Sequence[Mutant], folder: Path) -> list[Verdict]:
    """The verdicts of one process, told as they come."""
    bench = set_up(folder)
    verdicts = []
    for mutant in mutants:
        verdict = _try(bench, mutant)
        verdicts.append(verdict)
        told = verdict.trouble or verdict.killed_by or "lives"
        print(f"{mutant.says}: {told}", file=sys.stderr, flush=True)
    return verdicts


def _try(bench: Bench, mutant: Mutant) -> Verdict:
    with bench.holding(mutant):
        try:
            killed_by = bench.failing_unit_test()
        except MutantError as error:
            return Verdict(mutant, trouble=str(error))
        killed_by = killed_by or differing_history(bench.folder / "histories")
    return Verdict(mutant, killed_by)
