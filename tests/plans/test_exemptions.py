"""Exemptions entered, changed, ended and removed by page."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.activities.types import ActivityType
from apps.audit.models import Entry
from apps.plans.models import Exemption, Plan
from apps.plans.services import exemption_change, exemptions_add
from tests.factories.township import Township
from tests.progress.cast import held, indicator, plan_of

SignIn = Callable[[str], Client]
NEW = "/plans/2012/exemptions/new/?indicator=MAS-02"


@pytest.fixture
def plan(township: Township) -> Plan:
    return plan_of(township)


def form(township: Township, *codes: str, **more: str) -> dict[str, object]:
    given = {"start": "2012-03-01", "end": "", "reason": "整村搬迁", "approved_by": "镇党委会议", **more}
    return {"organisations": codes, **given}


def test_several_are_exempted_at_once_and_the_figure_moves(township: Township, plan: Plan, signed_in: SignIn) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 2, 1), township["V01"])
    held(ActivityType.JOINT_MEETING, date(2012, 2, 1), township["V02"])
    held(ActivityType.JOINT_MEETING, date(2012, 2, 1), township["V03-1"])
    staff = signed_in("staff")
    assert "V02" in staff.get(NEW).content.decode()
    assert staff.post(NEW, form(township, "V02", "V03")).status_code == 302
    assert Exemption.objects.count() == Entry.objects.filter(action="exemption.created").count() == 2
    page = staff.get("/plans/2012/indicators/MAS-02/?as_of=2012-03-31")
    assert page.context["standing"].figure.numerator == 1
    shown = page.content.decode()
    assert "2012-03-01起不作要求：整村搬迁" in shown
    assert "镇党委会议" in shown
    assert len(page.context["records"].activities) == 1
    assert staff.get("/plans/2012/exemptions/").content.decode().count("整村搬迁") == 2
    before = staff.get("/plans/2012/indicators/MAS-02/?as_of=2012-02-29")
    assert before.context["standing"].figure.numerator == 3
    own = signed_in("secretary02").get("/plans/2012/?as_of=2012-03-31").content.decode()
    assert "不作要求：整村搬迁" in own


def test_a_form_sent_twice_exempts_once(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    once = str(staff.get(NEW).context["form"]["once"].value())
    for _time in range(2):
        assert staff.post(NEW, form(township, "V02", once=once)).status_code == 302
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"start": "2011-12-31"}, "start"),
        ({"start": "2013-01-01"}, "start"),
        ({"end": "2012-03-01"}, "end"),
        ({"reason": ""}, "reason"),
        ({"approved_by": " "}, "approved_by"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    township: Township, plan: Plan, signed_in: SignIn, more: dict[str, str], field: str
) -> None:
    answer = signed_in("staff").post(NEW, form(township, "V02", **more))
    assert set(answer.context["form"].errors) == {field}
    assert "整村搬迁" in answer.content.decode() or field == "reason"
    assert not Exemption.objects.exists()


def test_nobody_is_exempted_twice_for_the_same_day(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    staff.post(NEW, form(township, "V02", end="2012-06-01"))
    assert "organisations" in staff.post(NEW, form(township, "V01", "V02", start="2012-05-31")).context["form"].errors
    assert Exemption.objects.count() == 1
    assert staff.post(NEW, form(township, "V01", "V02", start="2012-06-01")).status_code == 302
    assert Exemption.objects.count() == 3


def test_an_exemption_is_ended_and_a_mistake_removed(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    staff.post(NEW, form(township, "V02"))
    made = Exemption.objects.get()
    address = f"/plans/2012/exemptions/{made.pk}/"
    details = {name: value for name, value in form(township).items() if name != "organisations"}
    assert staff.post(address, {**details, "end": "2012-07-01", "version": 1}).status_code == 302
    made.refresh_from_db()
    assert (made.end, made.version) == (date(2012, 7, 1), 2)
    assert Entry.objects.get(action="exemption.updated").after == {"end": "2012-07-01"}
    staff.post(address + "remove/")
    assert not Exemption.objects.exists()
    assert Entry.objects.get(action="exemption.removed").before["reason"] == "整村搬迁"


def test_the_committee_is_not_exempted_from_its_own_plan(township: Township, plan: Plan) -> None:
    with pytest.raises(ValidationError):
        exemptions_add(
            indicator=indicator("MAS-02"),
            organisations=[township["T01"]],
            start=date(2012, 3, 1),
            reason="x",
            approved_by="x",
            by=None,
        )


def test_a_change_may_not_run_into_another_exemption(township: Township, plan: Plan) -> None:
    details = {"reason": "搬迁", "approved_by": "周", "by": None}
    for start, end in ((date(2012, 1, 1), date(2012, 3, 1)), (date(2012, 6, 1), None)):
        exemptions_add(indicator=indicator("MAS-02"), organisations=[township["V02"]], start=start, end=end, **details)  # type: ignore[arg-type]
    first = Exemption.objects.earliest("start")
    with pytest.raises(ValidationError):
        exemption_change(exemption=first, start=first.start, end=date(2012, 6, 2), **details)  # type: ignore[arg-type]
    exemption_change(exemption=first, start=first.start, end=date(2012, 6, 1), **details)  # type: ignore[arg-type]
