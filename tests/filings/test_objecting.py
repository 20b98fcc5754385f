"""A computed figure that is not right is answered where it is seen."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.filings.models import Filing, Objection
from apps.plans.models import Indicator
from tests.factories.township import Township

SignIn = Callable[[str], Client]
V01 = "/filings/V01/2012/10/"
KNOWN = "/plans/2012/months/V01/10/"


def said(client: Client, **fields: str) -> str:
    return client.post(V01 + "objections/M-ONE/", fields, follow=True).content.decode()


def test_a_village_says_what_is_wrong_and_reads_the_answer(filing: Filing, signed_in: SignIn) -> None:
    village, staff = signed_in("clerk01"), signed_in("staff")
    assert "本单位不涉及" not in village.get(KNOWN).content.decode()
    said(village, why="not_ours", words="示范村是邻村")
    assert "本单位不涉及；示范村是邻村" in village.get(KNOWN).content.decode()
    for page in ("/filings/review/", V01 + "record/"):
        assert "objections/M-ONE/answer/" in staff.get(page).content.decode()
    assert "1 项系统统计数异议待答复" in staff.get("/").content.decode()
    staff.post(V01 + "objections/M-ONE/answer/", {"answer": "已更正"})
    assert "已更正" in village.get(KNOWN).content.decode()
    assert "objections/M-ONE/answer/" not in staff.get("/filings/review/").content.decode()
    assert "异议" not in staff.get("/").content.decode()


def test_said_again_it_is_open_again(filing: Filing, signed_in: SignIn) -> None:
    village, staff = signed_in("clerk01"), signed_in("staff")
    said(village, why="not_ours")
    staff.post(V01 + "objections/M-ONE/answer/", {"answer": "已更正"})
    said(village, words="仍然不对", seen="本单位不涉及")
    (objection,) = Objection.objects.all()
    assert (objection.reason, objection.answer, objection.answered_by) == ("仍然不对", "", None)


def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_replaced(filing: Filing, signed_in: SignIn) -> None:
    village, staff = signed_in("clerk01"), signed_in("staff")
    said(village, why="not_ours")
    answer = V01 + "objections/M-ONE/answer/"
    staff.post(answer, {"answer": "已更正", "seen": ""})
    page = staff.post(answer, {"answer": "不予更正", "seen": ""}).content.decode()
    assert "“已更正”" in page
    assert Objection.objects.get().answer == "已更正"
    staff.post(answer, {"answer": "不予更正", "seen": "已更正"})
    assert Objection.objects.get().answer == "不予更正"
    assert "“本单位不涉及”" in said(village, words="仍然不对")
    assert Objection.objects.get().reason == "本单位不涉及"


def test_an_answer_of_two_lines_is_not_taken_for_somebody_else_s(filing: Filing, signed_in: SignIn) -> None:
    said(signed_in("clerk01"), why="not_ours")
    staff, answer = signed_in("staff"), V01 + "objections/M-ONE/answer/"
    staff.post(answer, {"answer": "已更正。\r\n谢谢", "seen": ""})
    for ends in ("\n", "\r\n"):
        staff.post(answer, {"answer": "已更正。\r\n谢谢", "seen": f"已更正。{ends}谢谢"})
        assert staff.post(answer, {"answer": "再答复", "seen": f"已更正。{ends}谢谢"}).status_code == 302
        staff.post(answer, {"answer": "已更正。\r\n谢谢", "seen": "再答复"})


def test_without_words_nothing_is_said(filing: Filing, signed_in: SignIn) -> None:
    assert "请说明哪里不对" in said(signed_in("clerk01"))
    assert not Objection.objects.exists()


def test_only_what_is_computed_is_objected_to(filing: Filing, signed_in: SignIn) -> None:
    client = signed_in("clerk01")
    assert client.get(V01 + "objections/F-FLOW/").status_code == 404
    assert client.get(V01 + "objections/NONE/").status_code == 404
    assert signed_in("staff").get(V01 + "objections/M-ONE/answer/").status_code == 404


def test_what_is_missing_is_recorded_where_it_belongs(filing: Filing, township: Township, signed_in: SignIn) -> None:
    programme = Indicator.objects.get(code="M-ONE").programme
    for code, mechanism in (("M-MEET", "M036"), ("M-DONE", "M040")):
        Indicator.objects.create(
            programme=programme,
            code=code,
            name=code,
            kind="count",
            nature="flow",
            source="measure",
            mechanism=mechanism,
            applies_to=["village"],
            due=date(2012, 12, 31),
        )
    activity_record(
        hosts=[township["V01"]], by=None, date=date(2012, 10, 9), type=ActivityType.JOINT_MEETING, topic="联席会议"
    )
    page = signed_in("secretary01").get(KNOWN).content.decode()
    assert "/activities/new/?type=joint_meeting&amp;hosts=V01" in page
    assert "/registers/matters/new/?organisation=V01" in page
    assert "/plans/2012/indicators/M-MEET/?organisation=V01&amp;as_of=2012-10-31" in page
    assert "另有2项指标尚无记录" in page
