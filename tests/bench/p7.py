"""P7: the year-end reports of a district's townships, by real workers on PostgreSQL and Redis."""

import math
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from django.core.management import call_command
from django.db import connection

from apps.accounts.models import User
from apps.audit import guards
from apps.core.calendar import ReportingYear
from apps.demo.services import DISTRICT, scale_generate
from apps.jobs.models import Job, JobState
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.reports.services import report_request
from tests.bench.measure import Measure, peak_of
from tests.services.processes import Processes, eventually

YEAR = ReportingYear(2025)
TOWNSHIPS = (1, 10, 100)
#: Of so many townships one worker and two are compared, in turns.
COMPARED, TURNS = 10, 3
PATIENCE = 3600


def measures() -> Iterator[Measure]:
    """Needs an empty PostgreSQL; leaves it filled."""
    seconds, memory = {}, {}
    for townships in TOWNSHIPS:
        _district_of(townships)
        with _worker(1) as worker:
            seconds[townships], memory[townships] = _produced(), _peak(worker)
        if townships == COMPARED:
            yield _two_workers()
    few, some, many = TOWNSHIPS
    what = f"year-end reports of {few}, {some}, {many} townships"
    exponent = math.log(seconds[many] / seconds[few]) / math.log(many / few)
    yield Measure("P7", f"{what}, exponent of the time", exponent, None, None, "≤ 1.1", exponent <= 1.1)
    more = memory[many] / memory[some]
    mega = 1024**2
    what = f"{what}, greatest memory of a worker, MB, {many} against {some}"
    yield Measure("P7", what, memory[many] / mega, memory[some] / mega, more, "≤ 1.1 ×", more <= 1.1)


def _two_workers() -> Measure:
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _turn in range(TURNS):
        for workers, seconds in taken.items():
            with _worker(workers):
                seconds.append(_produced())
    one, two = (statistics.median(seconds) for seconds in taken.values())
    what = f"year-end reports of {COMPARED} townships, two workers against one, s"
    return Measure("P7", what, two, one, one / two, "≥ 1.3 × faster", one / two >= 1.3)


def _district_of(townships: int) -> None:
    guards.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    scale_generate(townships=townships, year=YEAR.year, seed=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _produced(townships: int | None = None) -> float:
    """Ask for the reports of so many townships, or of all; the seconds until the last one is there."""
    began = monotonic()
    _ask(townships)
    under_way = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING))
    if not eventually(lambda: not under_way.exists(), PATIENCE):
        raise RuntimeError("Reports are missing after an hour.")
    seconds = monotonic() - began
    if failed := Job.objects.exclude(state=JobState.SUCCEEDED).first():
        raise RuntimeError(failed.error)
    return seconds


def _ask(townships: int | None) -> None:
    """One job for each township."""
    by = User.objects.get(username=f"{DISTRICT}-staff")
    for township in Organisation.objects.filter(kind=Kind.COMMITTEE).exclude(code=DISTRICT)[:townships]:
        report_request(organisation=township, year=YEAR.year, as_of=YEAR.last_day, by=by)


@contextmanager
def _worker(concurrency: int) -> Iterator[int]:
    """The process id of a worker that does so much at once, and has read already what all reports use."""
    own = Processes({"WORKER_CONCURRENCY": str(concurrency)})
    try:
        pid = own.start("worker").pid
        _produced(concurrency)
        yield pid
    finally:
        own.stop_all()


def _peak(worker: int) -> int:
    """The greatest memory of the worker's processes so far, in bytes."""
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    return max(peak_of(it) for it in children)
