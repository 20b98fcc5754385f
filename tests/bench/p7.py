"""P7: the year-end report of a district and of each of its townships, by real workers on PostgreSQL and Redis.

As the portal makes it: a Celery group with a part for each township, added up by the job whose parts they are.
``P7_TOWNSHIPS=1,3,10`` tries it on smaller districts.
"""

import math
import os
import statistics
from collections.abc import Iterable, Iterator
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
TOWNSHIPS = tuple(int(it) for it in os.environ.get("P7_TOWNSHIPS", "1,10,100").split(","))
#: One worker and two are compared so often, in turns, in the second of the districts.
TURNS = 3
PATIENCE = 3600
#: Seconds between two looks at whether all is done: looking costs the time of the processors that work.
BETWEEN = 0.2


def measures() -> Iterator[Measure]:
    """Needs an empty PostgreSQL; leaves it filled."""
    few, some, many = TOWNSHIPS
    seconds, memory = {}, {}
    for townships in TOWNSHIPS:
        _district_of(townships)
        with _worker(1) as worker:
            seconds[townships], memory[townships] = _produced([_district()]), _peak(worker)
        if townships == some:
            yield _two_workers(townships)
    what = f"year-end report of a district of {few}, {some}, {many} townships"
    exponent = math.log(seconds[many] / seconds[few]) / math.log(many / few)
    yield Measure("P7", f"{what}, exponent of the time", exponent, None, None, "≤ 1.1", exponent <= 1.1)
    more = memory[many] / memory[some]
    mega = 1024**2
    what = f"{what}, greatest memory of a worker, MB, {many} against {some}"
    yield Measure("P7", what, memory[many] / mega, memory[some] / mega, more, "≤ 1.1 ×", more <= 1.1)


def _two_workers(townships: int) -> Measure:
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _turn in range(TURNS):
        for workers, seconds in taken.items():
            with _worker(workers):
                seconds.append(_produced([_district()]))
    one, two = (statistics.median(seconds) for seconds in taken.values())
    what = f"year-end report of a district of {townships} townships, two workers against one, s"
    return Measure("P7", what, two, one, one / two, "≥ 1.3 × faster", one / two >= 1.3)


def _district_of(townships: int) -> None:
    guards.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    scale_generate(townships=townships, year=YEAR.year, seed=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _district() -> Organisation:
    return Organisation.objects.get(code=DISTRICT)


def _produced(organisations: Iterable[Organisation]) -> float:
    """Ask for the reports of these; the seconds until the last one is there."""
    began = monotonic()
    by = User.objects.get(username=f"{DISTRICT}-staff")
    for it in organisations:
        report_request(organisation=it, year=YEAR.year, as_of=YEAR.last_day, by=by)
    under_way = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING))
    if not eventually(lambda: not under_way.exists(), PATIENCE, BETWEEN):
        raise RuntimeError("Reports are missing after an hour.")
    seconds = monotonic() - began
    if failed := Job.objects.exclude(state=JobState.SUCCEEDED).first():
        raise RuntimeError(failed.error)
    return seconds


@contextmanager
def _worker(concurrency: int) -> Iterator[int]:
    """The process id of a worker that does so much at once, and has read already what all reports use."""
    own = Processes({"WORKER_CONCURRENCY": str(concurrency)})
    try:
        pid = own.start("worker").pid
        townships = Organisation.objects.filter(kind=Kind.COMMITTEE).exclude(code=DISTRICT)
        _produced(townships.order_by("code")[:concurrency])
        yield pid
    finally:
        own.stop_all()


def _peak(worker: int) -> int:
    """The greatest memory of the worker's processes so far, in bytes."""
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    return max(peak_of(it) for it in children)
