"""The numbered list of what stands behind an indicator: the same records as its figure, on the page and in Excel."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from PIL import Image

from apps.activities.models import Activity
from apps.activities.selectors import holder_of
from apps.activities.types import ActivityType
from apps.attachments.models import Attachment
from apps.attachments.services import attachments_add
from apps.audit.models import Entry
from apps.core.paper_pdf import LINES, Paper
from apps.filings.states import FilingState
from apps.plans.models import Indicator, Plan
from apps.progress.selectors import progress_of
from tests.factories.township import Township
from tests.progress.cast import END, filed, graded, held
from tests.registers.examples import example

SignIn = Callable[[str], Client]
PAGE = "/plans/2012/evidence/?as_of=2012-12-31"


@pytest.fixture
def facts(township: Township, plan: Plan) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 5, 2), township["V02"])
    first = held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"], township["V02"])
    Attachment.objects.create(
        kind="activities", record=first.pk, name="纪要.pdf", size=1, added_by=township.people["staff"]
    )
    filed(township["V01"], 1, "FIL-01", 3300)
    filed(township["V02"], 1, "FIL-01", 4400, state=FilingState.SUBMITTED)
    graded(township["V01"], "general", "advanced", document_number="清委发〔2012〕60号")
    graded(township["V02"], "general", "general")
    example("honours", township["V01"], document_number="清委发〔2012〕28号")


def listed(client: Client, code: str, more: str = "") -> list[Any]:
    return list(client.get(f"{PAGE}&indicator={code}{more}").context["page"])


def test_each_kind_of_record_is_numbered_from_the_earliest_on(
    township: Township, facts: None, signed_in: SignIn
) -> None:
    staff = signed_in("staff")
    meetings = listed(staff, "MAS-02")
    assert [(it.number, it.day, it.files) for it in meetings] == [
        ("MAS-02-001", date(2012, 3, 1), 1),
        ("MAS-02-002", date(2012, 5, 2), 0),
    ]
    assert meetings[0].organisation == "组织V01、组织V02"
    (filing,) = listed(staff, "FIL-01")
    assert (filing.said, filing.title) == ("33", "2012-01")
    general = Indicator.objects.get(mechanism="M065").code
    (upgraded,) = listed(staff, general)
    assert (upgraded.organisation, upgraded.said) == ("组织V01", "清委发〔2012〕60号")
    (village,) = listed(staff, Indicator.objects.get(mechanism="M096").code)
    assert village.said == "清委发〔2012〕28号"
    assert staff.get(village.address).status_code == 200


def test_it_lists_as_many_as_the_figure_counts_and_no_neighbours(
    township: Township, facts: None, signed_in: SignIn
) -> None:
    standings = {it.indicator.code: it.figure.numerator for it in progress_of(township["T01"], 2012, END)}
    staff = signed_in("staff")
    for code in ("MAS-02", Indicator.objects.get(mechanism="M065").code, Indicator.objects.get(mechanism="M096").code):
        assert len(listed(staff, code)) == standings[code]
    assert listed(signed_in("secretary03"), "MAS-02") == []
    assert signed_in("secretary01").get(f"{PAGE}&organisation=V02").status_code == 404
    assert listed(signed_in("viewer"), "MAS-02") == []


def test_the_whole_plan_goes_into_one_workbook(township: Township, facts: None, signed_in: SignIn) -> None:
    answer: Any = signed_in("staff").get(f"{PAGE}&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content)))["佐证材料目录"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    numbers = [row[0] for row in rows]
    assert {"MAS-02-001", "MAS-02-002", "FIL-01-001"} < set(numbers)
    assert len(numbers) == len(set(numbers))
    assert str(rows[0][-1]).startswith("http://testserver/")


def test_the_page_reads_no_more_than_it_shows(township: Township, facts: None, signed_in: SignIn) -> None:
    for day in range(60):
        held(ActivityType.JOINT_MEETING, date(2012, 6, 1) + timedelta(days=day), township["V01"])
    staff = signed_in("staff")
    page = staff.get(f"{PAGE}&indicator=MAS-02&page=2").context["page"]
    assert (page.paginator.count, [it.number for it in page][:1], len(page)) == (62, ["MAS-02-051"], 12)
    assert len(page.object_list) == 12


def test_one_pdf_holds_the_list_and_then_pictures_and_pdfs_in_its_order(
    township: Township, facts: None, signed_in: SignIn
) -> None:
    first = Activity.objects.get(date=date(2012, 3, 1))
    Attachment.objects.all().delete()
    two_pages = Paper()
    two_pages.add_text([[(0, "纪要")]] * (LINES + 1))
    behind = two_pages.saved()
    picture = BytesIO()
    Image.new("RGB", (40, 20), "red").save(picture, "PNG")
    files = [
        SimpleUploadedFile("会场.png", picture.getvalue()),
        SimpleUploadedFile("纪要.pdf", behind.getvalue()),
    ]
    attachments_add(holder=holder_of(first), files=files, by=township.people["staff"])
    answer: Any = signed_in("staff").get(f"{PAGE}&indicator=MAS-02&export=pdf")
    with pikepdf.open(BytesIO(b"".join(answer.streaming_content))) as made:
        assert len(made.pages) == 1 + 1 + 2
        listed = made.pages[0].Contents.read_bytes().decode()
        assert "MAS-02-001".encode("utf-16-be").hex() in listed
        assert f"<{'2'.encode('utf-16-be').hex()}>" in listed
        assert "/XObject" in made.pages[1].Resources
        assert "纪要".encode("utf-16-be").hex() in made.pages[3].Contents.read_bytes().decode()
    read = Entry.objects.filter(action="attachment.downloaded")
    assert sorted(read.values_list("target", flat=True)) == ["会场.jpg", "纪要.pdf"]


def test_what_a_pdf_cannot_hold_is_named_in_its_list(township: Township, facts: None, signed_in: SignIn) -> None:
    kept = Attachment.objects.get()
    Attachment.objects.filter(pk=kept.pk).update(content_type="application/msword", name="会议记录.docx")
    answer: Any = signed_in("staff").get(f"{PAGE}&indicator=MAS-02&export=pdf")
    with pikepdf.open(BytesIO(b"".join(answer.streaming_content))) as made:
        assert len(made.pages) == 1
        assert "会议记录.docx".encode("utf-16-be").hex() in made.pages[0].Contents.read_bytes().decode()
