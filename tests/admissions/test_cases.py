"""A case goes its way step by step, and no step is skipped, predated or taken against the rules of its day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.admissions.models import Admission
from apps.admissions.standing import stages_of, told
from apps.audit.models import Entry
from apps.members.models import Member, Membership
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create, record_withdraw, step_take
from tests.factories.browser import enter_as, filled_in
from tests.factories.township import Township
from tests.measures.test_registers import figure

pytestmark = pytest.mark.django_db

REGISTER: Any = REGISTERS["admissions"]
VOTES = {"entitled": 11, "in_favour": 6}
#: The way of a case that begins under the rules of 2014, and how many days after its application each step is taken.
WAY: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("talked", 20, {}),
    ("activist", 180, {"recommended_by": "league", "recommender": "村团支部"}),
    ("filed", 190, {}),
    ("mentored", 195, {}),
    ("checked", 370, {}),
    ("checked", 530, {}),
    ("candidate", 550, {}),
    ("candidate_filed", 555, {}),
    ("introduced", 556, {}),
    ("reviewed", 570, {}),
    ("trained", 580, {"training_hours": 24}),
    ("examined", 590, {}),
    ("prereviewed", 600, {}),
    ("form", 605, {}),
    ("meeting", 620, VOTES),
    ("interviewed", 640, {}),
    ("approved", 660, {}),
    ("reported", 665, {}),
    ("placed", 670, {}),
    ("oath", 680, {}),
    ("observed", 860, {}),
    ("full_applied", 970, {}),
    ("full_meeting", 990, {"full_entitled": 11, "full_in_favour": 7}),
    ("full_approved", 1030, {}),
    ("archived", 1040, {}),
)
APPLIED = date(2017, 3, 1)


@pytest.fixture(autouse=True)
def later_than_all_of_it() -> Iterator[None]:
    with time_machine.travel("2030-01-02 09:00+08:00", tick=False):
        yield


def applicant(township: Township, applied: date = APPLIED, village: str = "V01", **said: Any) -> Admission:
    facts = {"name": "张桂芳", "born": "1990-03", "sex": "female", "applied_on": applied, **said}
    made = record_create(register=REGISTER, by=None, organisation=township[village], code="", **facts)
    assert isinstance(made, Admission)
    return made


def take(township: Township, case: Admission, code: str, on: date, **asked: Any) -> Admission:
    step = next(it for it in REGISTER.steps if it.code == code)
    said: dict[str, Any] = {"on": on, "version": case.version, "by": township.people["staff"], **asked}
    taken = step_take(register=REGISTER, case=case, step=step, **said)
    assert isinstance(taken, Admission)
    return taken


def up_to(township: Township, last: str, applied: date = APPLIED, **other: Any) -> Admission:
    """A case that has taken every step up to this one, each on its day."""
    codes = [code for code, _after, _asked in WAY]
    facts: dict[str, Any] = {}
    for code, after, asked in WAY[: len(WAY) - codes[::-1].index(last)]:
        facts |= {f"{code}_on": applied + timedelta(days=after), **asked}
    return applicant(township, applied, **facts, **other)


def walked(township: Township, applied: date) -> Admission:
    """A case that has taken every step, one by one, with a public notice where the rules ask for one."""
    case = applicant(township, applied)
    for code, after, asked in WAY:
        on = applied + timedelta(days=after)
        if code == "candidate" and on >= date(2026, 5, 11):
            case = take(township, case, "noticed", on - timedelta(days=14))
        case = take(township, case, code, on, **asked)
    return case


def refused(act: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as found:
        act()
    return dict(found.value.message_dict)


@pytest.mark.parametrize("applied", [APPLIED, date(2025, 3, 3), date(2026, 6, 1)])
def test_a_case_goes_all_the_way_under_either_version_and_from_one_into_the_other(
    township: Township, applied: date
) -> None:
    case = walked(township, applied)
    meeting = applied + timedelta(days=620)
    member = Member.objects.get(code=case.code)
    assert (case.state.code if case.state else "", list(told(case, stages_of(case)))) == ("archived", [])
    assert (member.standing, member.joined_on, member.full_on) == ("full", meeting, meeting.replace(meeting.year + 1))
    assert Membership.objects.get(member=member).organisation == township["V01"]
    assert (case.noticed_on is None) == (applied == APPLIED)


def test_no_step_is_skipped_neither_one_by_one_nor_in_a_workbook(township: Township) -> None:
    case = applicant(township)
    codes = {step.code for step in REGISTER.steps if case.state and case.state.code in step.after}
    assert codes == {"talked", "ended"}
    whole: dict[str, Any] = {"activist_on": date(2017, 9, 1), "recommended_by": "members"}
    assert set(refused(lambda: applicant(township, name="李明", **whole))) == {"activist_on"}


def test_what_put_somebody_on_the_roll_is_not_taken_back_by_clearing_a_day(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    case = up_to(township, "approved")
    staff, page = signed_in("staff"), f"/registers/admissions/{case.pk}/change/"
    answer = staff.post(page, filled_in(staff.get(page).context["form"]) | {"approved_on": ""})
    assert "approved_on" in answer.context["form"].errors
    assert Admission.objects.get().approved_on == case.approved_on


def test_a_step_taken_while_the_form_was_open_is_not_lost_when_the_form_is_sent_again(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    case = up_to(township, "activist")
    staff, page = signed_in("staff"), f"/registers/admissions/{case.pk}/change/"
    opened = filled_in(staff.get(page).context["form"])
    taken = take(township, case, "filed", case.activist_on + timedelta(days=9))
    stale = staff.post(page, opened | {"name": "张桂芬"})
    assert stale.context["form"].stale
    assert staff.post(page, filled_in(stale.context["form"])).status_code == 302
    stored = Admission.objects.get()
    assert (stored.filed_on, stored.name) == (taken.filed_on, "张桂芬")


def test_no_step_is_predated(township: Township) -> None:
    case = up_to(township, "talked")
    assert set(refused(lambda: take(township, case, "activist", date(2017, 3, 20)))) == {"on"}
    assert set(refused(lambda: take(township, case, "activist", date(2030, 1, 3)))) == {"on"}


@pytest.mark.parametrize(
    ("last", "code", "after", "asked", "field"),
    [
        ("checked", "candidate", 544, {}, "candidate_on"),
        ("reviewed", "trained", 580, {"training_hours": 23}, "training_hours"),
        ("form", "meeting", 620, {"entitled": 12, "in_favour": 6}, "in_favour"),
        ("form", "meeting", 620, {}, "entitled"),
        ("interviewed", "approved", 810, {}, "approved_on"),
        ("full_applied", "full_meeting", 984, {"full_entitled": 3, "full_in_favour": 3}, "full_meeting_on"),
        ("full_applied", "full_meeting", 990, {"full_entitled": 4, "full_in_favour": 2}, "full_in_favour"),
        ("full_applied", "extended", 990, {"extension": 13}, "extension"),
    ],
)
def test_what_the_rules_forbid_is_refused_at_its_field(
    township: Township, last: str, code: str, after: int, asked: dict[str, Any], field: str
) -> None:
    case = up_to(township, last)
    assert set(refused(lambda: take(township, case, code, APPLIED + timedelta(days=after), **asked))) == {field}


def test_since_may_2026_nobody_is_a_candidate_before_five_working_days_of_notice(township: Township) -> None:
    case = up_to(township, "checked", date(2025, 3, 3))
    monday = date(2026, 9, 7)
    assert "candidate_on" in refused(lambda: take(township, case, "candidate", monday))
    case = take(township, case, "noticed", monday)
    assert "candidate_on" in refused(lambda: take(township, case, "candidate", monday + timedelta(days=4)))
    assert take(township, case, "candidate", monday + timedelta(days=5)).candidate_on


def test_the_township_lays_down_what_the_rules_leave_open_from_a_day_on(township: Township) -> None:
    said: dict[str, Any] = {"start": date(2018, 1, 1), "end": date(2019, 1, 1), "notice_days": 7}
    record_create(register=REGISTERS["admission-rules"], by=None, organisation=township["T01"], **said)
    case = up_to(township, "checked")
    assert "candidate_on" in refused(lambda: take(township, case, "candidate", date(2018, 12, 31)))
    assert take(township, case, "candidate", date(2019, 1, 1)).candidate_on


def test_whoever_is_approved_is_on_the_roll_from_the_branch_meeting_on_and_leaves_it_where_probation_fails(
    township: Township,
) -> None:
    case = up_to(township, "interviewed")
    assert not Member.objects.exists()
    case = take(township, case, "approved", APPLIED + timedelta(days=660))
    member = Member.objects.get()
    assert (member.code, member.standing, member.joined_on) == (case.code, "probationary", case.meeting_on)
    assert Entry.objects.filter(action="member.created", target=f"V01 {case.code}").count() == 1
    take(township, case, "ended", date(2019, 9, 1), reason="不履行党员义务")
    member.refresh_from_db()
    assert (member.left_on, member.left_how) == (date(2019, 9, 1), "left")


def test_admissions_count_by_the_day_of_their_approval_and_those_of_villages_twice(township: Township) -> None:
    def counted() -> list[tuple[int, int] | None]:
        return [figure(township, mechanism, ("party_branch",)) for mechanism in ("M106", "M107", "M108")]

    assert counted() == [None] * 3
    in_2012, before, after = date(2010, 5, 1), date(2010, 3, 1), date(2011, 4, 1)
    up_to(township, "interviewed", in_2012)
    assert counted() == [(0, 0), (0, 0), (0, 0)]
    first = up_to(township, "approved", in_2012, group="migrant")
    up_to(township, "archived", in_2012, village="T01")
    # Passed by the branch in 2011 and approved in 2012; approved in 2011; approved in 2013.
    assert up_to(township, "approved", in_2012 - timedelta(days=40)).meeting_on.year == 2011
    up_to(township, "approved", before - timedelta(days=60))
    up_to(township, "approved", after)
    assert counted() == [(3, 0), (2, 0), (1, 0)]
    # Entered late it still counts by its day; withdrawn it counts no more.
    record_withdraw(register=REGISTER, record=first, version=None, reason="误录", by=None)
    assert counted() == [(2, 0), (1, 0), (0, 0)]


def test_the_page_says_what_is_next_and_until_when_and_that_it_is_late(township: Township) -> None:
    with time_machine.travel("2026-06-01 09:00+08:00", tick=False):
        case = applicant(township, date(2026, 5, 20))
        (sentence,) = told(case, stages_of(case))
    assert "2026-06-20" in sentence
    with time_machine.travel("2026-06-21 09:00+08:00", tick=False):
        (late,) = told(case, stages_of(case))
    assert late != sentence
    assert "2026-06-20" in late


def test_a_secretary_adds_an_activist_without_a_number_and_decides_nothing(township: Township) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    fields = {"organisation": "V01", "name": "李明", "applied_on": "2029-01-10", "talked_on": "2029-01-20"}
    fields |= {"activist_on": "2029-08-01", "recommended_by": "league", "recommender": "村团支部"}
    page = client.post("/registers/admissions/new/", fields, follow=True)
    case = Admission.objects.get()
    assert (case.code, case.state.code if case.state else "") == ("V01-2029-01", "activist")
    assert [step.code for step in page.context["next"]] == []
    assert client.get(f"/registers/admissions/{case.pk}/filed/").status_code == 403
    assert "李明" not in "".join(map(str, Entry.objects.filter(action="admission.created").values_list("after")))


def test_a_withdrawn_case_takes_its_member_off_the_roll_and_says_so_before(township: Township) -> None:
    case = up_to(township, "approved")
    client = enter_as(Client(), township.people["staff"])
    before = client.get(f"{REGISTER.address_of(case)}withdraw/").context["consequence"]
    record_withdraw(register=REGISTER, record=case, version=None, reason="误录", by=township.people["staff"])
    member = Member.objects.get()
    assert (bool(before), member.withdrawn_reason, Member.objects.counted().exists()) == (True, "误录", False)
    assert Entry.objects.get(action="member.withdrawn").target == f"V01 {case.code}"


@pytest.mark.parametrize(
    ("who", "seen"),
    [("staff", 200), ("leader", 200), ("secretary01", 200), ("clerk01", 200), ("secretary02", 404), ("viewer", 403)],
)
def test_who_opens_a_case_is_noted_and_others_find_none(township: Township, who: str, seen: int) -> None:
    case = applicant(township)
    assert enter_as(Client(), township.people[who]).get(REGISTER.address_of(case)).status_code == seen
    assert Entry.objects.filter(action="admission.opened").count() == (seen == 200)
