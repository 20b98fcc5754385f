"""Notices that need an answer, reminders only to those who have not done it, and one digest a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.attachments.models import Attachment
from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.notices.models import Notice, Receipt, Reminder
from apps.notices.selectors import notice_for, reminders_of
from apps.notices.services import (
    digests_send,
    mail_address_set,
    notice_answer,
    notice_receive,
    notice_send,
    occasion_of,
    reminders_make,
)
from tests.factories.files import pdf
from tests.factories.township import Township, afresh
from tests.filings.cast import opened, plan_of, submitted

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
DUE = date(2012, 11, 5)


@pytest.fixture(autouse=True)
def _in_time() -> object:
    with time_machine.travel("2012-11-02 09:00+08:00"):
        yield


@pytest.fixture
def notice(township: Township) -> Notice:
    to = [township["V01"], township["V02"]]
    asked: dict[str, Any] = {"needs_answer": True, "answer_by": DUE}
    staff = township.people["staff"]
    return notice_send(sender=township["T01"], to=to, title="报送名单", text="请报送", by=staff, **asked)


def test_the_office_sees_who_has_not_answered_and_a_village_only_itself(township: Township, notice: Notice) -> None:
    people = township.people
    notice_receive(notice=notice, by=people["clerk01"])
    seen = notice_for(afresh(people["staff"]), notice.pk)
    assert [(it.organisation.code, bool(it.received_at)) for it in seen.receipts] == [("V01", True), ("V02", False)]
    notice_answer(notice=notice, answer="共3人", by=people["secretary01"])
    assert [it.organisation.code for it in notice_for(people["staff"], notice.pk).lacking] == ["V02"]
    own = notice_for(people["secretary02"], notice.pk)
    assert [it.organisation.code for it in own.receipts] == ["V02"]
    acts = Entry.objects.filter(action__startswith="notice.").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["notice.sent", "notice.received", "notice.answered"]


def test_it_waits_at_home_until_it_is_answered(township: Township, notice: Notice, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    assert "1 条通知等待您处理" in secretary.get("/").content.decode()
    secretary.post(f"/notices/{notice.pk}/receive/")
    assert "1 条通知等待您处理" in secretary.get("/").content.decode()
    secretary.post(f"/notices/{notice.pk}/answer/", {"answer": "共3人"})
    assert "条通知等待您处理" not in secretary.get("/").content.decode()
    assert "1/2" in signed_in("staff").get("/notices/").content.decode()


def test_nobody_sends_to_the_neighbours_nor_for_a_day_that_has_passed(township: Township) -> None:
    said: dict[str, Any] = {
        "sender": township["V01"],
        "title": "通知",
        "text": "请",
        "by": township.people["secretary01"],
    }
    with pytest.raises(ValidationError):
        notice_send(to=[township["V01"]], **said)
    said["by"] = township.people["staff"]
    with pytest.raises(ValidationError):
        notice_send(to=[township["V01"]], needs_answer=True, answer_by=date(2012, 11, 1), **said)
    assert not Receipt.objects.exists()


def test_a_file_goes_to_whom_the_notice_was_sent_and_to_nobody_else(township: Township, signed_in: SignIn) -> None:
    said = {"title": "报送名单", "text": "请按附件报送", "to": ["V01"], "files": [pdf("名单.pdf")]}
    page = signed_in("staff").post("/notices/new/", said)
    file = f"{page['Location']}files/{Attachment.objects.get().pk}/"
    secretary, neighbour = signed_in("secretary01"), signed_in("secretary02")
    assert file in secretary.get(page["Location"]).content.decode()
    assert secretary.get(file)["Content-Disposition"].startswith("attachment")
    assert neighbour.get(file).status_code == 404


def test_a_file_that_cannot_be_taken_keeps_the_notice_back(township: Township, signed_in: SignIn) -> None:
    said = {"title": "报送名单", "text": "请", "to": ["V01"], "files": [pdf(), SimpleUploadedFile("坏.exe", b"MZ")]}
    page = signed_in("staff").post("/notices/new/", said).content.decode()
    assert "坏.exe" in page
    assert "请重新选择文件" in page
    assert not Notice.objects.exists()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("day", "occasion"),
    [(1, "opened"), (2, "three_days"), (3, "three_days"), (4, "eve"), (5, "eve"), (6, "overdue"), (20, "overdue")],
)
def test_the_occasion_follows_from_the_deadline(day: int, occasion: str) -> None:
    assert occasion_of(DUE, date(2012, 11, day)) == occasion


def test_only_who_has_not_handed_in_is_reminded_each_occasion_once(township: Township) -> None:
    plan = plan_of(township["T01"])
    for code in ("V01", "V02"):
        opened(plan, township[code])
    submitted(Filing.objects.get(organisation=township["V02"]), township.people["secretary02"])
    Filing.objects.exclude(organisation__code__in=["V01", "V02"]).delete()
    made = [reminders_make(on=date(2012, 11, day)) for day in (1, 1, 2, 3, 4, 5, 6, 7)]
    assert made == [1, 0, 1, 0, 1, 0, 1, 0]
    assert [it.occasion for it in reminders_of(township.people["secretary01"])] == ["overdue"]
    assert reminders_of(township.people["secretary02"]) == []
    submitted(Filing.objects.get(organisation=township["V01"]), township.people["secretary01"])
    assert reminders_of(township.people["secretary01"]) == []
    assert Reminder.objects.count() == 4


def test_a_digest_goes_once_a_day_to_who_wants_one_and_only_with_something_new(
    township: Township, notice: Notice
) -> None:
    mail_address_set(user=township.people["secretary01"], email="v01@example.org")
    mail_address_set(user=township.people["secretary03"], email="v03@example.org")
    sent = [digests_send(on=date(2012, 11, day)) for day in (2, 2, 3)]
    assert sent == [1, 0, 0]
    (letter,) = mail.outbox
    assert (letter.to, letter.body) == (["v01@example.org"], "组织V01：报送名单")
    mail_address_set(user=township.people["secretary01"], email="")
    assert digests_send(on=date(2012, 11, 4)) == 0
