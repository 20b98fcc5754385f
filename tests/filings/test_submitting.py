"""Handing a month in: blank is not zero, odd figures want a remark, and what others entered is confirmed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.filings.checks import oddities
from apps.filings.models import Filing
from apps.filings.selectors.lines import lines_of
from apps.filings.services import (
    ChangedMeanwhile,
    Refused,
    as_seen,
    filing_ask_to_reopen,
    filing_confirm,
    filing_submit,
)
from apps.filings.states import FilingState
from apps.plans.models import Plan, Target
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, approved, filled, last_step, line, opened, save, submitted


def refused_at(filing: Filing, township: Township) -> dict[str, str]:
    """The fields at which submitting is refused, by indicator code."""
    with pytest.raises(Refused) as refusal:
        filing_submit(seen=as_seen(filing), by=township.people["secretary01"])
    codes = dict(filing.lines.values_list("pk", "indicator__code"))
    return {codes[problem.line]: problem.field for problem in refusal.value.problems}


def test_a_submitted_month_says_who_and_when(filing: Filing, township: Township) -> None:
    done = submitted(filing, township.people["secretary01"])
    done.refresh_from_db()
    assert (done.state, done.submitted_by, done.first_submitted_on) == (
        FilingState.SUBMITTED,
        township.people["secretary01"],
        date(2012, 11, 3),
    )
    assert list(done.steps.values_list("step", "by__username")) == [("opened", None), ("submitted", "secretary01")]


def test_blank_is_not_zero(filing: Filing, township: Township) -> None:
    saved = filled(filing, township.people["clerk01"], F_FLOW=None, F_STOCK=None)
    assert refused_at(saved, township) == {"F-FLOW": "numerator", "F-STOCK": "numerator"}
    saved = save(saved, township.people["clerk01"], F_FLOW=0, F_STOCK=0)
    assert filing_submit(seen=as_seen(saved), by=township.people["secretary01"]).state == FilingState.SUBMITTED


def test_a_rate_needs_both_its_figures(filing: Filing, township: Township) -> None:
    assert refused_at(filled(filing, township.people["clerk01"], F_RATE=(300, None)), township) == {
        "F-RATE": "denominator"
    }


def test_nothing_over_zero_is_no_rate_but_zero_over_zero_is_nothing_to_do(filing: Filing, township: Township) -> None:
    saved = filled(filing, township.people["clerk01"], F_RATE=(300, 0))
    assert refused_at(saved, township) == {"F-RATE": "denominator"}
    saved = save(saved, township.people["clerk01"], F_RATE=(0, 0))
    assert filing_submit(seen=as_seen(saved), by=township.people["secretary01"]).state == FilingState.SUBMITTED


def test_a_stock_rate_above_the_whole_is_refused_a_monthly_one_only_odd(
    plan: Plan, filing: Filing, township: Township
) -> None:
    saved = filled(filing, township.people["clerk01"], F_RATE=(500, 400))
    assert refused_at(saved, township) == {"F-RATE": "numerator"}
    remarks = {line(saved, "F-RATE").pk: "补拨上月"}
    done = filing_submit(seen=as_seen(saved), by=township.people["secretary01"], remarks=remarks)
    assert line(done, "F-RATE").note == "补拨上月"

    neighbour = opened(plan, township["V02"])
    rate = line(neighbour, "F-RATE").indicator
    rate.nature = "stock"
    rate.save()
    saved = filled(neighbour, township.people["secretary02"], F_RATE=(500, 400))
    with pytest.raises(Refused):
        filing_submit(
            seen=as_seen(saved), by=township.people["secretary02"], remarks={line(saved, "F-RATE").pk: "补拨"}
        )


def test_odd_figures_want_a_remark(plan: Plan, township: Township) -> None:
    secretary = township.people["secretary01"]
    submitted(opened(plan, township["V01"], SEPTEMBER), secretary)
    october = filled(opened(plan, township["V01"]), secretary, F_FLOW=12000, F_STOCK=700, F_RATE=(300, 4000))
    assert refused_at(october, township) == {"F-FLOW": "numerator", "F-STOCK": "numerator", "F-RATE": "denominator"}
    remarks = {line(october, code).pk: "已核对" for code in ("F-FLOW", "F-STOCK", "F-RATE")}
    assert filing_submit(seen=as_seen(october), by=secretary, remarks=remarks).state == FilingState.SUBMITTED


def test_far_above_the_years_target_wants_a_remark(plan: Plan, township: Township) -> None:
    secretary = township.people["secretary01"]
    submitted(opened(plan, township["V01"], SEPTEMBER), secretary)
    october = filled(opened(plan, township["V01"]), secretary)
    target = Target.objects.create(
        indicator=line(october, "F-FLOW").indicator, organisation=township["V01"], value=2000
    )
    assert filing_check_passes(october, township)  # 24 of 20 is exactly 120 %
    target.value = 1999
    target.save()
    assert refused_at(october, township) == {"F-FLOW": "numerator"}


def filing_check_passes(filing: Filing, township: Township) -> bool:
    return not oddities(view.figures for view in lines_of([filing])[filing.pk])


def test_a_refused_submission_writes_no_remarks(filing: Filing, township: Township) -> None:
    saved = filled(filing, township.people["clerk01"], F_FLOW=None)
    remarks = {line(saved, "F-STOCK").pk: "说明"}
    with pytest.raises(Refused):
        filing_submit(seen=as_seen(saved), by=township.people["secretary01"], remarks=remarks)
    assert line(saved, "F-STOCK").note == ""
    assert list(saved.steps.values_list("step", flat=True)) == ["opened"]


def test_what_changed_since_it_was_checked_is_not_submitted(filing: Filing, township: Township) -> None:
    checked = filled(filing, township.people["secretary01"])
    seen = as_seen(checked)
    save(checked, township.people["clerk01"], F_FLOW=1)
    with pytest.raises(ChangedMeanwhile):
        filing_submit(seen=seen, by=township.people["secretary01"])


def test_a_month_is_submitted_once(filing: Filing, township: Township) -> None:
    done = submitted(filing, township.people["secretary01"])
    with pytest.raises(ValidationError):
        filing_submit(seen=as_seen(done), by=township.people["secretary01"])
    assert done.steps.filter(step="submitted").count() == 1


def test_the_secretarys_submission_confirms_what_was_entered_on_behalf(filing: Filing, township: Township) -> None:
    saved = filled(filing, township.people["contact"])
    done = filing_submit(seen=as_seen(saved), by=township.people["secretary01"])
    assert (done.entered_on_behalf, done.confirmed_by) == (True, township.people["secretary01"])


def test_what_staff_submit_on_behalf_waits_for_another_person(filing: Filing, township: Township) -> None:
    done = submitted(filing, township.people["staff"])
    assert (done.entered_on_behalf, done.confirmed_by) == (True, None)
    with pytest.raises(ValidationError):
        filing_confirm(seen=as_seen(done), by=township.people["staff"])
    confirmed = filing_confirm(seen=as_seen(done), by=township.people["secretary01"])
    assert confirmed.confirmed_by == township.people["secretary01"]
    with pytest.raises(ValidationError):
        filing_confirm(seen=as_seen(confirmed), by=township.people["leader"])


def test_what_the_village_submitted_itself_needs_no_confirmation(filing: Filing, township: Township) -> None:
    done = submitted(filing, township.people["secretary01"])
    with pytest.raises(ValidationError):
        filing_confirm(seen=as_seen(done), by=township.people["leader"])


def test_a_locked_month_can_be_asked_back_with_a_reason(filing: Filing, township: Township) -> None:
    secretary = township.people["secretary01"]
    with pytest.raises(ValidationError):
        filing_ask_to_reopen(filing=filing, reason="多报了", by=secretary)
    (done,) = approved([submitted(filing, secretary)], township.people["staff"])
    done = Filing.objects.get(pk=done.pk)
    with pytest.raises(ValidationError):
        filing_ask_to_reopen(filing=done, reason=" ", by=secretary)
    asked = filing_ask_to_reopen(filing=done, reason="多报了2万元", by=secretary)
    assert (asked.state, asked.reopening_asked) == (FilingState.APPROVED, "多报了2万元")
    assert last_step(asked).reason == "多报了2万元"
