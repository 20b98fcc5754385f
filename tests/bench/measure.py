"""What a measure is, and how it is taken: ratios within one run, medians of several, CPU time rather than time."""

import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    `row` is the row of the table of qualities (``"P5"``); `figure` and `floor` are in the unit that `what` names;
    `floor` is the least that anybody could do, `ratio` the figure by the floor; `bar` says what must hold.
    """

    row: str
    what: str
    figure: float
    floor: float | None
    ratio: float | None
    bar: str
    holds: bool


def cpu_seconds(act: Callable[[], object]) -> float:
    """The CPU time of this process for one `act`, in seconds."""
    start = process_time()
    act()
    return process_time() - start


def interleaved(acts: Sequence[Callable[[], object]], runs: int = 5) -> list[float]:
    """The median CPU seconds of each of `acts`, run in turns so that a noisy moment hits all of them alike."""
    taken = [[cpu_seconds(act) for act in acts] for _run in range(runs)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def times_floor(row: str, what: str, act: Callable[[], object], floor: Callable[[], object], at_most: float) -> Measure:
    """`act` may cost `at_most` times the CPU time of `floor`."""
    figure, least = interleaved([act, floor])
    ratio = figure / least
    return Measure(row, f"{what}, CPU s", figure, least, ratio, f"≤ {at_most} × floor", ratio <= at_most)


def times_faster(
    row: str, what: str, act: Callable[[], object], rival: Callable[[], object], at_least: float
) -> Measure:
    """`act` must be `at_least` times faster than `rival`; the ratio is rival by act, the floor column the rival."""
    figure, other = interleaved([act, rival], runs=3)
    ratio = other / figure
    return Measure(row, f"{what}, CPU s", figure, other, ratio, f"≥ {at_least} × faster", ratio >= at_least)


def peak_memory(module: str, *arguments: str) -> int:
    """The greatest resident memory of ``python -m MODULE ARGUMENTS…``, in bytes; it finds the bench's own database."""
    command = [sys.executable, "-c", _RUN_AND_TELL, module, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def own_peak() -> int:
    """The greatest resident memory of this process, in bytes.

    Linux's resource usage counts that of the parent in, from before the program was loaded.
    """
    if Path("/proc/self/status").exists():
        return peak_of("self")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def peak_of(process: int | str) -> int:
    """The greatest resident memory of a running process of this machine so far, in bytes (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


_RUN_AND_TELL = """
import runpy, sys
import django
from tests.bench.measure import own_peak
django.setup()
module, sys.argv[1:] = sys.argv[1], sys.argv[2:]
runpy.run_module(module, run_name="__main__", alter_sys=True)
print(own_peak())
"""


def queries_of(act: Callable[[], object]) -> int:
    """The number of queries of one `act`, on every connection."""
    with ExitStack() as stack:
        counted = [stack.enter_context(CaptureQueriesContext(connection)) for connection in connections.all()]
        act()
    return sum(len(queries) for queries in counted)


def rolled_back(act: Callable[[], None]) -> Callable[[], None]:
    """The act, which leaves the database as it was."""

    def acted() -> None:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    return acted
