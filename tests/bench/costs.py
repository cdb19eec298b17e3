"""What a command costs: seconds, CPU seconds, and memory of all its processes."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of CPU, and the most bytes of memory at once."""

    wall: float
    cpu: float
    peak: int
    written: int = 0


@dataclass(frozen=True)
class Look:
    """A command at one moment: CPU seconds until then, and bytes of memory."""

    at: float
    cpu: float
    memory: int


@dataclass
class Course:
    """What a command cost as it went on; moments are seconds since the epoch."""

    looks: list[Look] = field(default_factory=list)

    def between(self, begun: float, ended: float, written: int = 0) -> Cost:
        """What it cost from one moment to another."""
        within = [look for look in self.looks if begun <= look.at <= ended]
        peak = max((look.memory for look in within), default=0)
        cpu = self._cpu_by(ended) - self._cpu_by(begun)
        return Cost(ended - begun, cpu, peak, written)

    @property
    def whole(self) -> Cost:
        """What it cost in all."""
        return self.between(self.looks[0].at, self.looks[-1].at)

    def _cpu_by(self, moment: float) -> float:
        """CPU seconds until a moment, as if spent evenly between two looks."""
        moments = [look.at for look in self.looks]
        return float(np.interp(moment, moments, [look.cpu for look in self.looks]))


def watch(
    command: Sequence[str | Path],
    settings: Mapping[str, str],
    folder: Path,
    cwd: Path | None = None,
) -> Course:
    """Run a command and look at its processes until it ends; raises if it fails.

    What it prints goes to a file in the folder.
    """
    course = Course([Look(time.time(), 0.0, 0)])
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("LOYALTY_")}
    with (folder / "output.txt").open("w+", encoding="utf-8") as output:
        process = psutil.Popen(
            [str(word) for word in command],
            env={**inherited, **settings},
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        ended = threading.Event()
        looking = threading.Thread(target=_look, args=(process, course, ended))
        looking.start()
        before = psutil.Process().cpu_times()
        code = process.wait()
        ended.set()
        looking.join()
        after = psutil.Process().cpu_times()
        if code:
            output.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))}:\n{output.read()}")
    spent = after.children_user + after.children_system
    cpu = spent - before.children_user - before.children_system
    course.looks.append(Look(time.time(), cpu, 0))
    return course


def _look(process: psutil.Process, course: Course, ended: threading.Event) -> None:
    while not ended.wait(_SECONDS_BETWEEN_LOOKS):
        cpu, memory = 0.0, 0
        try:
            alive = [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for one in alive:
            try:
                times = one.cpu_times()
                memory += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
            cpu += sum(times[:4])  # its own, and that of children that have ended
        course.looks.append(Look(time.time(), cpu, memory))


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files below a folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())
