from collections import Counter
from datetime import date

import pytest

from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.states import FilingState, Step
from apps.plans.models import Indicator
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db


def test_a_year_under_way_has_filings_in_every_state() -> None:
    demonstration(year=2026, as_of=date(2026, 11, 23))
    states = Counter(Filing.objects.values_list("state", flat=True))
    assert set(states) == set(FilingState)
    assert states[FilingState.APPROVED] > 500
    assert set(Filing.objects.filter(state=FilingState.DRAFT).values_list("month", flat=True)) == {10}


def test_every_filing_agrees_with_its_timeline() -> None:
    demonstration(year=2012, as_of=date(2012, 12, 31))
    for filing in Filing.objects.prefetch_related("steps")[:100]:
        steps = [step.step for step in filing.steps.all()]
        assert steps[0] == Step.OPENED
        assert (Step.APPROVED in steps) == (filing.state == FilingState.APPROVED)
        assert (Step.ENTERED in steps) == filing.entered_on_behalf
    assert FilingStep.objects.filter(step=Step.RETURNED).exclude(reason="").exists()


def test_what_was_submitted_has_its_figures_and_nothing_else_has() -> None:
    demonstration(year=2026, as_of=date(2026, 11, 23))
    blank = FilingLine.objects.filter(numerator__isnull=True)
    assert set(blank.values_list("filing__state", flat=True)) == {FilingState.DRAFT}
    assert not FilingLine.objects.filter(filing__state=FilingState.DRAFT, numerator__isnull=False).exists()


def test_the_plan_carries_the_35_indicators_of_the_opinion() -> None:
    demonstration(year=2012, as_of=date(2012, 12, 31))
    asked = Indicator.objects.filter(programme__plan__year=2012)
    assert asked.count() == 35
    assert asked.exclude(due__year=2012).count() == 0
