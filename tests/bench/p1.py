"""P1: the leaders' page of a township with a full year."""

from collections.abc import Iterator
from datetime import date

from django.core.cache import caches
from django.db import connection, transaction
from django.test import override_settings

from apps.accounts.models import User
from apps.demo.services import demo_load, scale_generate
from apps.measures.registry import MEASURES
from apps.measures.stated import measured_by_registers
from apps.plans.models import Indicator
from tests.bench.browser import Browser
from tests.bench.measure import Measure, interleaved, queries_of

YEAR = 2026
LAST_DAY = date(YEAR, 12, 31)
PAGE = f"/dashboard/?year={YEAR}&as_of={LAST_DAY}"
EMPTY = "/bench/empty/"
TOWNSHIPS = 100
RUNS = 21


def measures() -> Iterator[Measure]:
    """Needs an empty database, and leaves it empty."""
    with override_settings(ROOT_URLCONF="tests.bench.urls"), transaction.atomic():
        yield from _measured()
        transaction.set_rollback(True)


def _measured() -> Iterator[Measure]:
    demo_load(year=YEAR, as_of=LAST_DAY, seed=1)
    browser = Browser(User.objects.get(username="leader"))
    alone, least = _seconds(browser)
    number = queries_of(lambda: _first_look(browser))
    what = "leaders' page, a township with a full year, queries"
    most = 12 + themes()
    yield Measure("P1", what, number, None, None, f"≤ {most}", number <= most)
    what = "leaders' page, against an empty page, CPU s"
    yield Measure("P1", what, alone, least, alone / least, "≤ 6 × floor", alone / least <= 6)
    again, empty = _seconds(browser, first=False)
    what = "leaders' page looked at again, unchanged, against an empty page, CPU s"
    yield Measure("P1", what, again, empty, again / empty, "≤ 2 × floor", again / empty <= 2)
    scale_generate(townships=TOWNSHIPS, year=YEAR, seed=1)
    with connection.cursor() as cursor:
        # So that the planner knows of them, as PostgreSQL finds out by itself.
        cursor.execute("ANALYZE")
    among_many, empty_now = _seconds(browser)
    ours, before = among_many / empty_now, alone / least
    what = "leaders' page among 100 townships, against that of one alone, each in empty pages"
    yield Measure("P1", what, ours, before, ours / before, "≤ 1.2 ×", ours / before <= 1.2)


def themes() -> int:
    """The themes of measures that the plan's indicators ask for: each may cost a query."""
    asked = set(Indicator.objects.values_list("mechanism", flat=True))
    registers = {register.name for mechanism, (register, _) in measured_by_registers().items() if mechanism in asked}
    return len({MEASURES[mechanism] for mechanism in asked & MEASURES.keys()}) + len(registers)


def _seconds(browser: Browser, *, first: bool = True) -> tuple[float, float]:
    """The page and the empty page."""
    look = _first_look if first else _look
    look(browser)
    browser.get(EMPTY)
    page, empty = interleaved([lambda: look(browser), lambda: browser.get(EMPTY)], runs=RUNS)
    return page, empty


def _look(browser: Browser) -> None:
    browser.get(PAGE)


def _first_look(browser: Browser) -> None:
    """With nothing remembered of an earlier look."""
    caches["pages"].clear()
    browser.get(PAGE)
