"""The demonstration township in a year that is not over."""

from collections import Counter
from datetime import date

import pytest

from apps.filings.models import Filing, FilingLine
from apps.filings.states import FilingState
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.progress.selectors import progress_of
from apps.progress.states import Pace
from tests.demo.believable import UPGRADED, upgraded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year_under_way")]


def test_it_shows_the_same_confirmed_figures_and_some_that_wait() -> None:
    assert upgraded(2026) == UPGRADED
    assert Grading.objects.drafts().count() == 6


def test_the_year_before_had_a_plan_of_its_own_and_ended_as_this_year_began() -> None:
    standings = progress_of(Organisation.objects.get(code="T01"), 2025, date(2025, 12, 31))
    assert {it.indicator.code for it in standings if not it.figure.has_facts} == set()
    assert {it.state for it in standings if it.target is not None} == {Pace.DONE, Pace.BEHIND}
    ended = dict(Grading.objects.filter(year=2025).values_list("organisation", "end_class"))
    began = dict(Grading.objects.filter(year=2026).values_list("organisation", "start_class"))
    assert len(ended) > 80
    assert ended == {it: began[it] for it in ended}


def test_there_are_filings_in_every_state() -> None:
    states = Counter(Filing.objects.values_list("state", flat=True))
    assert set(states) == set(FilingState)
    assert states[FilingState.APPROVED] > 500
    assert set(Filing.objects.filter(state=FilingState.DRAFT).values_list("month", flat=True)) == {10}


def test_what_was_submitted_has_its_figures_and_nothing_else_has() -> None:
    blank = FilingLine.objects.filter(numerator__isnull=True)
    assert set(blank.values_list("filing__state", flat=True)) == {FilingState.DRAFT}
    assert not FilingLine.objects.filter(filing__state=FilingState.DRAFT, numerator__isnull=False).exists()
