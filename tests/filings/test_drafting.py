"""Entering figures: two people on one filing, the nil return, on behalf."""

import pytest
from django.core.exceptions import ValidationError

from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.filings.services import ChangedMeanwhile, LineEntry, Seen, as_seen, filing_nil_return, filing_save_draft
from apps.filings.states import Step
from tests.factories.township import Township
from tests.filings.cast import line, save, submitted


def values(filing: Filing) -> dict[str, tuple[int | None, int | None]]:
    return {it.indicator.code: (it.numerator, it.denominator) for it in filing.lines.select_related("indicator")}


def test_only_the_lines_that_are_given_change(filing: Filing, township: Township) -> None:
    save(filing, township.people["clerk01"], F_FLOW=1200, F_RATE=(300, 400))
    save(Filing.objects.get(pk=filing.pk), township.people["clerk01"], F_STOCK=0)
    assert values(filing) == {"F-FLOW": (1200, None), "F-STOCK": (0, None), "F-RATE": (300, 400)}


def test_saving_the_same_again_writes_nothing(filing: Filing, township: Township) -> None:
    saved = save(filing, township.people["clerk01"], F_FLOW=1200)
    acts = Entry.objects.count()
    assert save(saved, township.people["secretary01"], F_FLOW=1200).version == saved.version
    assert Entry.objects.count() == acts


def test_each_save_says_in_the_audit_log_what_was_and_what_is(filing: Filing, township: Township) -> None:
    saved = save(filing, township.people["clerk01"], F_FLOW=1200)
    save(saved, township.people["clerk01"], F_FLOW=1300)
    act = Entry.objects.filter(action="filing.saved").latest("id")
    assert (act.target, act.before, act.after) == (
        "V01 2012-10",
        {"F-FLOW": [1200, None, ""]},
        {"F-FLOW": [1300, None, ""]},
    )


def test_the_second_of_two_people_overwrites_nothing(filing: Filing, township: Township) -> None:
    save(filing, township.people["clerk01"], F_FLOW=1200)
    with pytest.raises(ChangedMeanwhile):
        save(filing, township.people["secretary01"], F_FLOW=9900, F_STOCK=800)
    assert values(filing) == {"F-FLOW": (1200, None), "F-STOCK": (None, None), "F-RATE": (None, None)}


def test_a_page_whose_answer_got_lost_goes_on_saving(filing: Filing, township: Township) -> None:
    clerk = township.people["clerk01"]
    save(filing, clerk, page="one", F_FLOW=1200)
    save(filing, clerk, page="one", F_FLOW=1300)  # still with the version that it knew before
    with pytest.raises(ChangedMeanwhile):
        save(filing, clerk, page="two", F_FLOW=1400)
    assert values(filing)["F-FLOW"] == (1300, None)


def test_a_page_without_a_name_never_passes_for_another(filing: Filing, township: Township) -> None:
    clerk = township.people["clerk01"]
    save(filing, clerk, F_FLOW=1200)
    with pytest.raises(ChangedMeanwhile):
        save(filing, clerk, F_FLOW=1300)


def test_a_submitted_month_is_locked(filing: Filing, township: Township) -> None:
    secretary = township.people["secretary01"]
    done = submitted(filing, secretary)
    with pytest.raises(ValidationError):
        save(done, secretary, F_FLOW=1)
    assert values(filing)["F-FLOW"] == (1200, None)


def test_lines_of_another_filing_are_not_touched(filing: Filing, township: Township) -> None:
    neighbour = Filing.objects.create(
        plan=filing.plan, organisation=township["V02"], year=2012, month=9, due_on=filing.due_on
    )
    theirs = neighbour.lines.create(indicator=line(filing, "F-FLOW").indicator)
    filing_save_draft(seen=as_seen(filing), entries={theirs.pk: LineEntry(1)}, by=township.people["secretary01"])
    theirs.refresh_from_db()
    assert theirs.numerator is None


def test_a_nil_return_enters_zero_for_flows_and_the_last_figure_for_stocks(filing: Filing, township: Township) -> None:
    stock = line(filing, "F-STOCK")
    nil = filing_nil_return(seen=as_seen(filing), last={stock.pk: (900, None)}, by=township.people["secretary01"])
    assert nil.nil_return
    assert values(filing) == {"F-FLOW": (0, None), "F-STOCK": (900, None), "F-RATE": (0, 0)}


def test_a_nil_return_leaves_a_stock_without_an_earlier_figure_blank(filing: Filing, township: Township) -> None:
    filing_nil_return(seen=as_seen(filing), last={}, by=township.people["secretary01"])
    assert values(filing)["F-STOCK"] == (None, None)


def test_a_nil_return_overwrites_nothing_that_was_entered(filing: Filing, township: Township) -> None:
    saved = save(filing, township.people["secretary01"], F_FLOW=1200, F_STOCK=700)
    with pytest.raises(ValidationError) as refusal:
        filing_nil_return(seen=as_seen(saved), last={}, by=township.people["secretary01"])
    assert set(refusal.value.message_dict) == {str(line(filing, "F-FLOW").pk)}
    assert values(filing) == {"F-FLOW": (1200, None), "F-STOCK": (700, None), "F-RATE": (None, None)}


def test_a_figure_entered_later_ends_the_nil_return(filing: Filing, township: Township) -> None:
    secretary = township.people["secretary01"]
    nil = filing_nil_return(seen=as_seen(filing), last={}, by=secretary)
    assert save(nil, secretary, F_STOCK=5).nil_return
    assert not save(Filing.objects.get(pk=nil.pk), secretary, F_FLOW=100).nil_return


def test_what_staff_enter_for_a_village_is_marked_once(filing: Filing, township: Township) -> None:
    staff = township.people["staff"]
    saved = save(filing, staff, F_FLOW=1200)
    saved = save(saved, staff, F_FLOW=1300)
    assert saved.entered_on_behalf
    assert list(saved.steps.filter(step=Step.ENTERED).values_list("by__username", flat=True)) == ["staff"]


def test_what_the_village_enters_is_not_marked(filing: Filing, township: Township) -> None:
    assert not save(filing, township.people["clerk01"], F_FLOW=1200).entered_on_behalf


def test_a_filing_that_does_not_exist_has_changed_meanwhile(filing: Filing, township: Township) -> None:
    with pytest.raises(ChangedMeanwhile):
        filing_save_draft(seen=Seen(filing.pk + 99, 1), entries={}, by=township.people["clerk01"])
