"""P8: month end: 2,000 filings handed in by 64 clients at once, through real web processes on PostgreSQL."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.management import call_command
from django.db import connection

from apps.demo.services import scale_generate
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.filings.states import FilingState, Step
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.plans.models import Plan
from tests.bench.clients import Answer, Visit, at_once, cookies_of
from tests.bench.measure import Measure
from tests.services.processes import Processes

MONTH = Month(2025, 12)
#: Of 42 villages and communities each.
TOWNSHIPS = 52
FILINGS, CLIENTS, PROCESSES = 2000, 64, 2
#: So many are handed in by one client alone, before the crowd and after it.
ALONE = 50
#: To hand in a month: the form, what was entered, the check page, handing in, the receipt.
REQUESTS = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A month that waits, the cookies of whose it is, and what is going to be entered."""

    filing: int
    address: str
    cookies: str
    figures: dict[str, str]


def measures() -> Iterator[Measure]:
    """Needs an empty PostgreSQL; leaves it filled."""
    due = _due()
    call_command("collectstatic", verbosity=0, interactive=False)
    web = Processes({})
    try:
        port = int(web.web(WEB_CONCURRENCY=str(PROCESSES)).rpartition(":")[2])
        yield from _measured(port, due)
    finally:
        web.stop_all()


def _measured(port: int, due: list[Due]) -> Iterator[Measure]:
    # Each process reads its templates at its first pages.
    _handed_in(port, due[:CLIENTS], CLIENTS)
    crowd, rest = due[CLIENTS : CLIENTS + FILINGS], due[CLIENTS + FILINGS :]
    _answers, before = _handed_in(port, rest[:ALONE], 1)
    answers, seconds = _handed_in(port, crowd, CLIENTS)
    _answers, after = _handed_in(port, rest[ALONE : 2 * ALONE], 1)
    what = f"month end, {FILINGS} filings by {CLIENTS} clients at once"
    wrong = _lost(crowd) + _twice(crowd)
    yield Measure("P8", f"{what}, lost or twice", wrong, None, None, "0", wrong == 0)
    broken = sum(it.status not in (200, 302) for it in answers) + REQUESTS * FILINGS - len(answers)
    yield Measure("P8", f"{what}, errors and broken connections", broken, None, None, "0", broken == 0)
    throughput, alone = FILINGS / seconds, 2 * ALONE / (before + after)
    reached, possible = throughput, alone * PROCESSES
    bar = "≥ 0.7 × one client alone × processes"
    holds = reached / possible >= 0.7
    yield Measure("P8", f"{what}, filings a second", reached, possible, reached / possible, bar, holds)
    slow, fair = _percentile(answers, 99), CLIENTS / (len(answers) / seconds)
    bar = "≤ 2 × clients ÷ throughput"
    yield Measure("P8", f"{what}, p99 of a request, s", slow, fair, slow / fair, bar, slow / fair <= 2)


def _due() -> list[Due]:
    """The last month of the year, opened in every township; what is entered are the figures of the month before."""
    scale_generate(townships=TOWNSHIPS, year=MONTH.year, seed=1)
    for plan in Plan.objects.filter(year=MONTH.year):
        months_open(plan=plan, months=[MONTH])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    people = RoleAssignment.objects.filter(role=Role.SECRETARY).select_related("user")
    cookies = {it.organisation_id: cookies_of(it.user) for it in people}
    last = FilingLine.objects.filter(filing__month=MONTH.month - 1, filing__organisation__in=cookies)
    figures = {(it.filing.organisation_id, it.indicator_id): it for it in last.select_related("filing")}
    filings = Filing.objects.filter(month=MONTH.month, organisation__in=cookies)
    found = [
        Due(it.pk, _address(it), cookies[it.organisation_id], _entered(it, figures))
        for it in filings.select_related("organisation").prefetch_related("lines").order_by("pk")
    ]
    random.Random(1).shuffle(found)
    if len(found) < CLIENTS + FILINGS + 2 * ALONE:
        raise RuntimeError(f"{len(found)} filings wait")
    return found


def _address(filing: Filing) -> str:
    return f"/filings/{filing.organisation.code}/{filing.year}/{filing.month}/"


def _entered(filing: Filing, last: dict[tuple[int, int], FilingLine]) -> dict[str, str]:
    entered: dict[str, str] = {}
    for line in filing.lines.all():
        before = last[filing.organisation_id, line.indicator_id]
        entered |= {f"n{line.pk}": _written(before.numerator)}
        entered |= {f"d{line.pk}": _written(before.denominator)} if before.denominator is not None else {}
    return entered


def _written(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def _handed_in(port: int, due: Sequence[Due], clients: int) -> tuple[list[Answer], float]:
    return at_once([partial(_hand_in, port, it) for it in due], clients)


def _hand_in(port: int, due: Due) -> list[Answer]:
    """As a secretary does it: they come, enter, check, hand in and see the receipt."""
    visit = Visit(port, due.cookies)
    visit.get(due.address)
    visit.post(due.address, {**due.figures, "version": str(1), "page": "month-end", "go": "check"})
    visit.get(f"{due.address}check/")
    visit.post(f"{due.address}check/", {"version": "2"})
    visit.get(f"{due.address}receipt/")
    visit.leave()
    return visit.answers


def _lost(due: Sequence[Due]) -> int:
    """How many are not handed in, or hold other figures than were entered."""
    wanted = {it.filing: it.figures for it in due}
    held: dict[int, dict[str, str]] = {filing: {} for filing in wanted}
    for line in FilingLine.objects.filter(filing__in=wanted, filing__state=FilingState.SUBMITTED):
        held[line.filing_id] |= {f"n{line.pk}": _written(line.numerator)}
        held[line.filing_id] |= {f"d{line.pk}": _written(line.denominator)} if line.denominator is not None else {}
    return sum(held[filing] != figures for filing, figures in wanted.items())


def _twice(due: Sequence[Due]) -> int:
    """How many were handed in more than once."""
    steps = FilingStep.objects.filter(filing__in=[it.filing for it in due], step=Step.SUBMITTED)
    return sum(times > 1 for times in Counter(steps.values_list("filing", flat=True)).values())


def _percentile(answers: Sequence[Answer], percent: int) -> float:
    """In seconds."""
    return sorted(it.seconds for it in answers)[len(answers) * percent // 100]
