"""A line is offered only reasons that can be said of it, and a reason comes out of its words again."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from apps.filings.models import Filing
from apps.filings.reasons import ODD_REASONS, RETURN_REASONS, fitting, in_words, out_of_words
from apps.filings.selectors.lines import LineView, lines_of
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, opened, submitted

SignIn = Callable[[str], Client]


@pytest.fixture
def october(plan: Plan, township: Township) -> Filing:
    secretary = township.people["secretary01"]
    submitted(opened(plan, township["V01"], SEPTEMBER), secretary)
    return submitted(opened(plan, township["V01"]), secretary, F_FLOW=0)


def views(filing: Filing) -> dict[str, LineView]:
    return {view.indicator.code: view for view in lines_of([filing])[filing.pk]}


RETURNING = {
    "F-FLOW": {"wrong_unit", "zero_not_so", "not_as_recorded"},
    "F-STOCK": {"not_as_approved", "visits_as_people", "copied", "not_as_recorded"},
    "F-RATE": {"present_above_due", "copied", "not_as_recorded"},
}


@pytest.mark.parametrize("code", RETURNING)
def test_the_reasons_for_returning_a_line_fit_it(october: Filing, code: str) -> None:
    assert set(fitting(RETURN_REASONS, views(october)[code])) == RETURNING[code]


def test_a_reason_that_does_not_fit_is_not_taken(october: Filing, signed_in: SignIn) -> None:
    pk = views(october)["F-FLOW"].line.pk
    data = {"version": october.version, f"why{pk}": "present_above_due"}
    assert signed_in("staff").post("/filings/V01/2012/10/return/", data).status_code == 200
    assert Filing.objects.get(pk=october.pk).state == "submitted"


def test_the_reasons_for_an_odd_figure_fit_it(plan: Plan, october: Filing) -> None:
    by_line = views(october)
    assert "people_left" not in fitting(ODD_REASONS, by_line["F-FLOW"])
    assert "seasonal" not in fitting(ODD_REASONS, by_line["F-STOCK"])
    lower = by_line["F-STOCK"]
    lower.line.numerator = 700
    assert "people_left" in fitting(ODD_REASONS, lower)


@pytest.mark.parametrize("own_words", ["", "土地流转", "一；二"])
@pytest.mark.parametrize("chosen", ["", *ODD_REASONS])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_reason_comes_out_of_its_words_again(chosen: str, own_words: str, language: str) -> None:
    with translation.override(language):
        assert out_of_words(ODD_REASONS, in_words(ODD_REASONS, chosen, own_words)) == (chosen, own_words)
