"""What was found is stored by the items of its day, all or nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.audit.models import Entry
from apps.checklists.models import Inspection, Result
from apps.checklists.names import STATED, Checklist
from apps.checklists.sheets import Judged, StaleResults, results_record
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from tests.checklists.cast import DAY, FIVE_GOOD, asked, found, items_from, marks
from tests.factories.township import Township

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("√√√√√", "met"), ("√√√√×", "lacking"), ("√√√√-", "open"), ("×-√√√", "lacking"), ("√----", "open")],
)
def test_blank_is_not_no(township: Township, typed: str, outcome: str) -> None:
    inspection = found(township["V01"], typed)
    assert inspection is not None
    assert (inspection.outcome, marks(inspection)) == (outcome, typed)


def test_names_that_no_document_explains_begin_empty_and_the_others_as_stated(township: Township) -> None:
    unexplained = {Checklist.METHOD_1234, Checklist.FIVE_ONES, Checklist.STANDARDISATION, Checklist.THREE_HAVES}
    assert {it for it in Checklist if not asked(township["V01"], it)} == unexplained
    assert asked(township["V01"]) == FIVE_GOOD
    assert len(STATED[Checklist.THREE_TWO]) == 13


def test_an_inspection_of_which_everything_is_blank_is_none(township: Township) -> None:
    assert found(township["V01"], "-----") is None


def test_other_items_hold_from_their_day_on_and_earlier_results_keep_theirs(township: Township) -> None:
    items_from(township["T01"], date(2012, 1, 1), "有场所", "有经费")
    before = found(township["V01"], "√√", "three_haves")
    items_from(township["T01"], date(2012, 7, 1), "有经费", "有场所", "有制度")
    after = found(township["V01"], "√√×", "three_haves", date(2012, 7, 1))
    assert before is not None
    assert after is not None
    before.refresh_from_db()
    assert [list(it.results.values_list("item", flat=True)) for it in (before, after)] == [
        ["有场所", "有经费"],
        ["有经费", "有场所", "有制度"],
    ]
    assert (before.outcome, after.outcome) == ("met", "lacking")
    assert asked(township["V01"], "three_haves", date(2011, 12, 31)) == ()


def test_the_nearest_list_of_items_goes_before_one_from_above(township: Township) -> None:
    items_from(township["T01"], date(2012, 1, 1), "甲", checklist="five_ones")
    items_from(township["V03"], date(2012, 1, 1), "乙", checklist="five_ones")
    assert asked(township["V03-1"], "five_ones") == ("乙",)
    assert asked(township["V01"], "five_ones") == ("甲",)


def test_a_withdrawn_list_of_items_no_longer_holds(township: Township) -> None:
    made = items_from(township["T01"], date(2012, 1, 1), "甲", checklist="five_ones")
    record_withdraw(register=REGISTERS["checklist-items"], record=made, version=None, reason="误录", by=None)
    assert asked(township["V01"], "five_ones") == ()


def test_an_item_that_stands_there_twice_is_refused(township: Township) -> None:
    with pytest.raises(ValidationError, match="items"):
        items_from(township["T01"], date(2012, 1, 1), "甲", " 甲 ")


def test_a_correction_is_a_new_version_and_says_only_what_changed(township: Township) -> None:
    first = found(township["V01"], "√√√√-")
    second = found(township["V01"], "√√√√√", by=township.people["staff"])
    assert first is not None
    assert second is not None
    assert (second.pk, second.version, second.changed_by) == (first.pk, 2, township.people["staff"])
    assert Result.objects.count() == 5
    entry = Entry.objects.get(action="inspection.updated")
    assert (entry.before, entry.after) == ({}, {"群众反映好": "是"})
    found(township["V01"], "√√√√√")
    assert Inspection.objects.get().version == 2


def test_nobody_records_for_an_organisation_out_of_scope_nor_on_a_day_to_come(township: Township) -> None:
    with pytest.raises(ValidationError):
        found(township["V02"], "√√√√√", by=township.people["secretary01"])
    with pytest.raises(ValidationError):
        found(township["V01"], "√√√√√", on=date(2013, 2, 2))
    assert not Inspection.objects.exists()


def test_what_somebody_else_found_meanwhile_is_not_overwritten(township: Township) -> None:
    village = township["V01"]
    found(village, "×----")
    wanted = {village: {FIVE_GOOD[0]: Judged(met=True)}}
    said = {"checklist": "five_good", "on": DAY, "wanted": wanted, "items": {village.pk: FIVE_GOOD}, "by": None}
    with pytest.raises(StaleResults):
        results_record(**said, shown={})  # type: ignore[arg-type]
    assert results_record(**said, shown={(village.pk, FIVE_GOOD[0]): Judged(met=False)}) == 1  # type: ignore[arg-type]


def test_after_a_withdrawal_the_day_can_be_entered_anew(township: Township) -> None:
    first = found(township["V01"], "×××××")
    assert first is not None
    record_withdraw(register=REGISTERS["checklists"], record=first, version=1, reason="填错村", by=None)
    again = found(township["V01"], "√√√√√")
    assert again is not None
    assert again.pk != first.pk
