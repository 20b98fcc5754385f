"""Workbooks as people really make them, in `data/`: each was misread once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.exchange.registers import REGISTERS
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.workbooks.importing import NO_ANSWERS, import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.table import Answers
from tests.factories.township import Township, organisation
from tests.filings.cast import plan_of

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2026-11-03 09:00+08:00"):
        yield


#: More hours than a day has are meant.
EVERY_ROW = Answers(again=None)


def taken(register: str, name: str, answers: Answers = NO_ANSWERS) -> Outcome:
    with (DATA / f"{name}.xlsx").open("rb") as file:
        return import_workbook(register=REGISTERS[register], file=file, by=None, answers=answers)


def faults(outcome: Outcome) -> dict[str, str]:
    return {error.cell: error.message for error in outcome.errors}


@pytest.mark.parametrize(
    ("name", "code", "called"),
    [
        ("b_code_202c", "V90", "测试村党支部"),
        ("b_head_lrm", "V90", "测试"),
        ("b_kind_emsp", "V90", "测试"),
        ("b_parent_wj", "V90", "测试村党支部"),
        ("c_hidden_first", "V90", "测试村党支部"),
        ("p_kangxi", "X801", "石桥村党支部"),
        ("p_kangxi_name", "X801", "青山村党支部"),
    ],
)
def test_what_nobody_sees_does_not_count_and_the_visible_sheet_does(
    township: Township, name: str, code: str, called: str
) -> None:
    assert taken("organisations", name) == Outcome(created=1)
    assert Organisation.objects.get(code=code).name == called
    assert Organisation.objects.with_parent().get(code=code).parent_code == "T01"


@pytest.mark.parametrize("name", ["b_name_only_hangul", "b_name_only_zwj"])
def test_a_name_with_nothing_visible_is_blank(township: Township, name: str) -> None:
    assert faults(taken("organisations", name)) == {"B2": "This cell must not be empty."}


def test_codes_that_differ_in_capitals_only_are_not_two_organisations(township: Township) -> None:
    assert faults(taken("organisations", "l_case")) == {
        "A2": "The code V01 exists already: codes may not differ in capital letters alone."
    }


def test_a_class_written_with_a_radical_is_read(township: Township) -> None:
    assert taken("classes", "p_kangxi_class") == Outcome(created=1)
    assert Grading.objects.get().start_class == "general"


def test_merged_dates_clear_nothing_and_are_named_by_their_range(township: Township) -> None:
    outcome = taken("classes", "d_merged_classes_confirmed_on")
    merged = {error.cell: error for error in outcome.errors if ":" in error.cell}
    assert sorted(merged) == sorted(
        ["H2:H7", "H9:H18", "H23:H25", "H27:H29", "H31:H35", "H37:H54", "H56:H65", "H67:H90"]
    )
    assert merged["H2:H7"].column == "核准日期"
    assert merged["H2:H7"].sheet == "等次"
    assert "H2:H7" in merged["H2:H7"].message


def test_elapsed_times_are_read_as_hours(township: Township) -> None:
    for code in ("V11", "V12"):
        organisation(code, township["T01"])
    assert [it.cell for it in taken("activities", "k_duration_ok").questions] == ["G2"]
    assert taken("activities", "k_duration_ok", EVERY_ROW) == Outcome(created=3)
    assert taken("activities", "k_duration2", EVERY_ROW) == Outcome(created=1)
    assert list(Activity.objects.order_by("date").values_list("hours", flat=True)) == [3000, 600, 2400, 4800]


def test_a_format_that_shows_another_number_is_refused(township: Township) -> None:
    plan_of(township["T01"], 2026)
    outcome = taken("filings", "o_scaled_format")
    assert "shows another number than the 244000" in faults(outcome)["E2"]


def test_accounts_take_telephones_without_marks_and_refuse_a_name_of_blanks(township: Township) -> None:
    assert faults(taken("accounts", "i_phone_202d")) == {"B6": "This cell must not be empty."}
    assert not User.objects.filter(username__startswith="tester").exists()


def test_activities_without_a_number_are_new(township: Township) -> None:
    organisation("V09", township["T01"])
    assert taken("activities", "g_activities_nonum") == Outcome(created=2)
