"""Figures of checklists: who of those meant met everything when last inspected."""

from datetime import date

import pytest

from apps.checklists.models import Inspection
from apps.plans.applies import organisations_for
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from tests.checklists.cast import found, items_from, listed
from tests.factories.township import Township
from tests.measures.test_registers import figure

pytestmark = pytest.mark.django_db
GRADED = ("party_organisation",)
VILLAGES = ("village", "community")


def met(township: Township, code: str, marks: str = "√√√√√", on: date = date(2012, 6, 30)) -> Inspection:
    inspection = found(township[code], marks, on=on)
    assert inspection is not None
    return inspection


def five_good(township: Township, **how: date) -> tuple[int, int] | None:
    return figure(township, "M165", GRADED, **how)


def test_nobody_inspected_is_no_figure_and_everybody_good_is_all(township: Township) -> None:
    assert five_good(township) is None
    for code in ("V01", "V02", "V03", "V03-1", "V03-2"):
        met(township, code)
    assert five_good(township) == (5, 5)


@pytest.mark.parametrize("marks", ["√√√√×", "√√√√-", "-----×"[1:]])
def test_one_missing_or_blank_is_not_complete(township: Township, marks: str) -> None:
    met(township, "V01")
    met(township, "V02", marks)
    assert five_good(township) == (1, 5)


def test_the_latest_inspection_up_to_the_day_decides(township: Township) -> None:
    met(township, "V01", on=date(2012, 3, 1))
    met(township, "V01", "√√√√×", on=date(2012, 9, 1))
    assert five_good(township, as_of=date(2012, 8, 31)) == (1, 5)
    assert five_good(township) == (0, 5)
    assert five_good(township, as_of=date(2012, 2, 29)) == (0, 5)


def test_a_withdrawn_inspection_decides_nothing(township: Township) -> None:
    met(township, "V01", on=date(2012, 3, 1))
    wrong = met(township, "V01", "×××××", on=date(2012, 9, 1))
    record_withdraw(register=REGISTERS["checklists"], record=wrong, version=None, reason="填错村", by=None)
    assert five_good(township) == (1, 5)


def test_results_stay_judged_by_the_items_of_their_day(township: Township) -> None:
    items_from(township["T01"], date(2012, 1, 1), "有场所", "有经费")
    found(township["V01"], "√√", "three_haves")
    items_from(township["T01"], date(2012, 7, 1), "有场所", "有经费", "有制度")
    assert figure(township, "M137", VILLAGES) == (1, 3)
    found(township["V01"], "√√-", "three_haves", date(2012, 8, 1))
    assert figure(township, "M137", VILLAGES) == (0, 3)


def test_only_inspections_by_the_same_checklist_count(township: Township) -> None:
    met(township, "V01")
    assert figure(township, "M077", GRADED) is None
    found(township["V01"], "√√√√√√", "disclosure")
    assert figure(township, "M077", GRADED) == (1, 5)


def test_the_method_is_adopted_by_those_on_the_list_of_the_day(township: Township) -> None:
    listed(township["V01"], date(2012, 3, 1), date(2012, 10, 1))
    listed(township["V02"], date(2012, 3, 1))
    listed(township["V03"], date(2013, 1, 1))
    for code in ("V01", "V02", "V03"):
        found(township[code], "√" * 13, "three_two")
    adopting = ("adopting_unit",)
    assert figure(township, "M068", adopting, as_of=date(2012, 9, 30)) == (2, 2)
    assert figure(township, "M068", adopting) == (1, 1)


def test_both_lists_are_sets_of_who_is_meant(township: Township) -> None:
    listed(township["V01"], date(2012, 3, 1), date(2012, 10, 31))
    listed(township["V02"], date(2012, 3, 1), date(2012, 11, 1))
    pilot = listed(township["V03-1"], date(2012, 3, 1), list_="pilot_branch")
    on = date(2012, 10, 31)

    def codes(*names: str) -> list[str]:
        return sorted(it.code for it in organisations_for(names, township["T01"], on))

    assert codes("adopting_unit") == ["V02"]
    assert codes("pilot_branch") == ["V03-1"]
    assert codes("adopting_unit", "pilot_branch") == ["V02", "V03-1"]
    record_withdraw(register=REGISTERS["listings"], record=pilot, version=None, reason="误录", by=None)
    assert codes("pilot_branch") == []
