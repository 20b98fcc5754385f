"""From a blank file to one that is filled: taking in, pointing at cells, filling, in the browser's words."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from apps.audit.models import Entry
from apps.district_forms.models import BlankFile, DistrictForm, FormLine
from tests.district_forms.books import OTHER, SUMS, blank_document, blank_workbook, changed
from tests.district_forms.conftest import SignedIn
from tests.factories.browser import filled_in
from tests.factories.files import office, pdf
from tests.factories.township import Township

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_later")]
FORMS = "/reports/forms/"
Point = Callable[..., Any]


@pytest.fixture
def _later() -> Any:
    with time_machine.travel("2012-11-20 09:00+08:00", tick=False):
        yield


def send(client: Client, name: str, content: bytes | SimpleUploadedFile) -> Any:
    file = content if isinstance(content, SimpleUploadedFile) else SimpleUploadedFile(name, content)
    page = client.get(f"{FORMS}new/")
    return client.post(f"{FORMS}new/", filled_in(page.context["form"]) | {"name": "统计表", "file": file})


USUAL = {"sheet": SUMS, "part": "value", "spread": "one", "period": "day"}


def line(client: Client, form: DistrictForm, **values: str) -> Any:
    address = f"{FORMS}{form.pk}/lines/"
    return client.post(address, filled_in(client.get(address).context["form"]) | USUAL | values)


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_form_is_taken_in_pointed_at_and_filled(planned: Township, signed_in: SignedIn) -> None:
    staff = signed_in("staff")
    answer = send(staff, "统计表.xlsx", blank_workbook())
    form = DistrictForm.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{FORMS}{form.pk}/lines/")
    line(staff, form, cell="b2", figure="组织名称（文字）")
    line(staff, form, cell="$D$7", figure="F-FLOW")
    rows = {"spread": "organisations", "key_column": "a", "last_row": "9"}
    assert line(staff, form, cell="C6", figure="F-FLOW 村集体经济收入", **rows).status_code == 302
    answer = staff.get(f"{FORMS}{form.pk}/filled/?as_of=2012-10-31")
    sheet: Any = load_workbook(BytesIO(content_of(answer)))[SUMS]
    assert [sheet[it].value for it in ("B2", "D7", "C6", "C7", "C8", "C9")] == ["清溪镇党委", 10, 5, None, 5, None]
    assert "2012-10-31.xlsx" in answer["Content-Disposition"]
    entry = Entry.objects.get(action="district_form.filled")
    assert entry.after == {"as_of": "2012-10-31", "cells": 4}
    assert content_of(staff.get(f"{FORMS}{form.pk}/blank/")) == blank_workbook_as_sent(form)


def blank_workbook_as_sent(form: DistrictForm) -> bytes:
    return bytes(BlankFile.objects.get(form=form).content)


def test_the_page_tells_of_every_cell_and_leads_to_the_records(
    form: DistrictForm, point: Point, signed_in: SignedIn
) -> None:
    point("C6", "indicator:F-FLOW")
    point("C7", "indicator:F-RATE", part="denominator")
    page = signed_in("leader").get(f"{FORMS}{form.pk}/").content.decode()  # the end of the last month
    assert "/plans/2012/indicators/F-FLOW/?organisation=T01&amp;as_of=2012-10-31" in page
    assert [it in page for it in (">10<", "比率的分母", f"{FORMS}{form.pk}/lines/")] == [True, True, False]


def test_a_leader_fills_and_does_not_point(form: DistrictForm, point: Point, signed_in: SignedIn) -> None:
    point("C6", "indicator:F-FLOW")
    leader = signed_in("leader")
    assert leader.get(f"{FORMS}{form.pk}/filled/?as_of=2012-10-31").status_code == 200
    assert leader.get(f"{FORMS}{form.pk}/lines/").status_code == 403
    assert signed_in("viewer").get(f"{FORMS}{form.pk}/").status_code == 403


def test_a_day_that_makes_no_sense_is_said_beside_the_field_and_nothing_is_filled(
    form: DistrictForm, signed_in: SignedIn
) -> None:
    staff = signed_in("staff")
    for day in ("", "2012-11-21", "2012-02-30", "x"):
        answer = staff.get(f"{FORMS}{form.pk}/filled/?as_of={day}")
        assert (answer.status_code, list(answer.context["days"].errors)) == (200, ["as_of"]), day
    assert not Entry.objects.filter(action="district_form.filled").exists()


def bomb() -> bytes:
    made = BytesIO(blank_workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image2.png", b"0" * (257 * 1024 * 1024), compresslevel=1)
    return made.getvalue()


def without_sheets() -> bytes:
    return changed(blank_workbook(), "xl/_rels/workbook.xml.rels", lambda it: it.replace('/worksheet"', '/chartsheet"'))


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"a,b\n1,2\n",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        lambda: pdf(),
        lambda: office("a.pptx", "ppt"),
        lambda: office("a.xlsm", "xl", "xl/vbaProject.bin"),
        lambda: blank_workbook()[:4000],
        lambda: changed(blank_workbook(), "xl/worksheets/sheet1.xml", lambda it: it[:600]),
        lambda: blank_workbook() + b"\0" * 6_000_000,
        bomb,
        without_sheets,
    ],
    ids=["nothing", "text", "old", "pdf", "slides", "macros", "half", "broken", "large", "bomb", "charts"],
)
def test_what_cannot_be_filled_is_refused_beside_the_file_and_nothing_is_kept(
    planned: Township, signed_in: SignedIn, make: Callable[[], Any]
) -> None:
    answer = send(signed_in("staff"), "表.xlsx", make())
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["file"])
    assert not DistrictForm.objects.exists()


def test_a_word_document_is_filled_likewise(planned: Township, signed_in: SignedIn) -> None:
    staff = signed_in("staff")
    send(staff, "情况表.docx", blank_document())
    form = DistrictForm.objects.get()
    assert line(staff, form, sheet="表1", cell="C3", figure="F-FLOW").status_code == 302
    answer = staff.get(f"{FORMS}{form.pk}/filled/?as_of=2012-10-31")
    with zipfile.ZipFile(BytesIO(content_of(answer))) as package:
        assert b'<w:t xml:space="preserve">10</w:t>' in package.read("word/document.xml")
    assert answer["Content-Type"].endswith("wordprocessingml.document")


SENSELESS: list[tuple[dict[str, str], str]] = [
    ({"cell": "C5"}, "cell"),
    ({"cell": "C2"}, "cell"),
    ({"cell": "6C"}, "cell"),
    ({"cell": "ZZZ1"}, "cell"),
    ({"cell": "A1048576"}, "cell"),
    ({"figure": "没有的指标"}, "figure"),
    ({"sheet": "没有的表"}, "sheet"),
    ({"part": "denominator"}, "part"),
    ({"figure": "name:code", "part": "target"}, "part"),
    ({"figure": "M-ONE", "part": "month"}, "part"),
    ({"spread": "organisations"}, "key_column"),
    ({"spread": "organisations", "key_column": "7"}, "key_column"),
    ({"spread": "organisations", "key_column": "A", "last_row": "5"}, "last_row"),
    ({"spread": "organisations", "key_column": "A", "last_row": "9" * 20}, "last_row"),
    ({"organisation": "X99"}, "organisation"),
    ({"otherwise": "—" * 21}, "otherwise"),
]


def test_a_line_that_makes_no_sense_is_said_beside_its_field(form: DistrictForm, signed_in: SignedIn) -> None:
    staff, address = signed_in("staff"), f"{FORMS}{form.pk}/lines/"
    given = filled_in(staff.get(address).context["form"]) | USUAL | {"cell": "C6", "figure": "F-FLOW"}
    for values, field in SENSELESS:
        answer = staff.post(address, given | values)
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field]), values
    assert not FormLine.objects.exists()
    assert staff.post(address, given).status_code == 302


def test_two_lines_never_fill_one_cell(form: DistrictForm, point: Point, signed_in: SignedIn) -> None:
    point("C6", "indicator:F-FLOW", spread="organisations", key_column="B")
    point("C9", "indicator:F-FLOW")
    staff = signed_in("staff")
    for cell in ("C6", "C8", "C9"):
        answer = line(staff, form, cell=cell, figure="F-STOCK")
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["cell"]), cell
    assert FormLine.objects.count() == 2
    assert line(staff, form, cell="D6", figure="F-STOCK").status_code == 302
    assert FormLine.objects.count() == 3


def test_of_lines_that_are_added_together_two_never_fill_one_cell(form: DistrictForm, point_all: Point) -> None:
    column = {"cell": "C6", "figure": "indicator:F-FLOW", "spread": "organisations", "key_column": "A"}
    with pytest.raises(ValidationError) as refused:
        point_all([column, {"cell": "C8", "figure": "indicator:F-STOCK"}])
    assert "C8" in str(refused.value.message_dict["cell"])
    assert not FormLine.objects.exists()


def test_the_preview_says_what_would_be_written(form: DistrictForm, signed_in: SignedIn) -> None:
    asked = {"sheet": SUMS, "cell": "C6", "figure": "F-FLOW", "part": "value", "spread": "one", "period": "day"}
    address = f"{FORMS}{form.pk}/lines/preview/"
    assert '<strong class="numerals">10</strong>' in signed_in("staff").get(address, asked).content.decode()
    assert "<strong" not in signed_in("staff").get(address, asked | {"cell": "C5"}).content.decode()


def test_the_sheet_is_shown_to_point_at(form: DistrictForm, point: Point, signed_in: SignedIn) -> None:
    point("C6", "indicator:F-FLOW", spread="organisations", key_column="A")
    page = signed_in("staff").get(f"{FORMS}{form.pk}/lines/?sheet={SUMS}&cell=D6").content.decode()
    assert 'colspan="7"' in page
    assert page.count('class="is-filled"') == 3  # V01, V02, V03
    assert ('data-cell="D6" aria-current="true"' in page, 'data-cell="C5"' in page) == (True, False)
    assert OTHER in page


def test_a_changed_blank_keeps_the_lines_and_says_which_fit_no_more(
    form: DistrictForm, point: Point, signed_in: SignedIn
) -> None:
    point("C6", "indicator:F-FLOW")
    staff, address = signed_in("staff"), f"{FORMS}{form.pk}/change/"
    renamed = changed(blank_workbook(), "xl/workbook.xml", lambda it: it.replace('name="汇总"', 'name="新表"'))
    given = filled_in(staff.get(address).context["form"]) | {"file": SimpleUploadedFile("新.xlsx", renamed)}
    assert staff.post(address, given).status_code == 302
    page = staff.get(f"{FORMS}{form.pk}/")
    assert [it.cell for it in page.context["left"]] == ["C6"]
    assert staff.get(f"{FORMS}{form.pk}/filled/?as_of=2012-10-31").status_code == 200
    given = filled_in(staff.get(address).context["form"]) | {"file": SimpleUploadedFile("表.docx", blank_document())}
    assert list(staff.post(address, given).context["form"].errors) == ["file"]


def test_a_withdrawn_form_is_gone_and_a_removed_line_fills_nothing(
    form: DistrictForm, point: Point, signed_in: SignedIn
) -> None:
    staff, gone = signed_in("staff"), point("C6", "indicator:F-FLOW")
    staff.post(f"{FORMS}{form.pk}/lines/{gone.pk}/remove/")
    assert not FormLine.objects.exists()
    staff.post(f"{FORMS}{form.pk}/withdraw/")
    assert staff.get(f"{FORMS}{form.pk}/").status_code == 404
    acts = list(
        Entry.objects.filter(action__startswith="district_form.").order_by("pk").values_list("action", flat=True)
    )
    assert acts == [f"district_form.{it}" for it in ("added", "line_added", "line_removed", "withdrawn")]
    assert Entry.objects.get(action="district_form.line_added").after["figure"] == "indicator:F-FLOW"
