"""The workbook of a month: downloaded on its page, filled in, and uploaded there again."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from apps.exchange.models import Upload
from apps.filings.models import Filing
from apps.filings.states import FilingState
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, filled, line, opened, save, submitted

SignIn = Callable[[str], Client]
PAGE = "/filings/V01/2012/10/"
UPLOAD = "/exchange/filings/V01/2012/10/"


@pytest.fixture
def filing(plan: Plan, township: Township) -> Filing:
    opened(plan, township["V01"], SEPTEMBER)
    return opened(plan, township["V01"])


def downloaded(client: Client, change: Callable[[Any], None]) -> SimpleUploadedFile:
    """The workbook of the month with something filled in."""
    workbook = load_workbook(BytesIO(b"".join(client.get(PAGE + "workbook/"))))
    change(workbook.worksheets[0])
    return sent(workbook)


def sent(workbook: Workbook) -> SimpleUploadedFile:
    file = BytesIO()
    workbook.save(file)
    return SimpleUploadedFile("月报.xlsx", file.getvalue())


def cell(sheet: Any, heading: str, code: str) -> Any:
    """The cell of an indicator in a column."""
    headings = [str(it.value).rstrip("*") for it in sheet[1]]
    indicator = headings.index("指标编码") + 1
    (row,) = [number for number in range(2, sheet.max_row + 1) if sheet.cell(number, indicator).value == code]
    return sheet.cell(row, headings.index(heading) + 1)


def fill(sheet: Any) -> None:
    cell(sheet, "数值", "F-FLOW").value = 12.5
    cell(sheet, "数值", "F-STOCK").value = 8


@pytest.mark.parametrize("username", ["secretary01", "clerk01", "staff", "contact"])
def test_what_was_filled_in_becomes_the_draft_at_once(filing: Filing, signed_in: SignIn, username: str) -> None:
    client = signed_in(username)
    answer = client.post(UPLOAD, {"file": downloaded(client, fill)}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "已从表格填入 2 项" in answer.content.decode()
    filing.refresh_from_db()
    assert (filing.state, line(filing, "F-FLOW").numerator, line(filing, "F-STOCK").numerator) == ("draft", 1250, 800)
    assert filing.entered_on_behalf is (username in ("staff", "contact"))


def test_figures_that_stand_there_are_changed_only_on_confirmation(
    filing: Filing, township: Township, signed_in: SignIn
) -> None:
    save(filing, township.people["clerk01"], F_FLOW=900)
    client = signed_in("secretary01")
    answer = client.post(UPLOAD, {"file": downloaded(client, fill)})
    upload = Upload.objects.get()
    assert answer["Location"] == f"/exchange/uploads/{upload.pk}/"
    assert line(filing, "F-FLOW").numerator == 900
    assert PAGE in client.get(answer["Location"]).content.decode()
    assert client.post(answer["Location"])["Location"] == PAGE
    assert line(filing, "F-FLOW").numerator == 1250


def test_errors_are_shown_by_their_cells_with_a_marked_copy_and_the_way_back(filing: Filing, signed_in: SignIn) -> None:
    client = signed_in("secretary01")

    def spoil(sheet: Any) -> None:
        fill(sheet)
        cell(sheet, "数值", "F-STOCK").value = "八人"

    answer = client.post(UPLOAD, {"file": downloaded(client, spoil)}, follow=True)
    page, upload = answer.content.decode(), Upload.objects.get()
    assert upload.outcome["error_count"] == 1
    assert f">{upload.outcome['errors'][0]['cell']}<" in page
    assert f"{PAGE}#workbook" in page
    copy = load_workbook(BytesIO(b"".join(client.get(f"/exchange/uploads/{upload.pk}/annotated/"))))
    marked = copy.worksheets[0][upload.outcome["errors"][0]["cell"]]
    assert (marked.value, marked.comment is not None) == ("八人", True)
    assert line(filing, "F-FLOW").numerator is None


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("月份", 9, "此处只填报 2012-10"),
        ("年度", 2011, "此处只填报 2012-10"),
        ("组织编码", "V02", "此处只填报 V01"),
        ("组织编码", "V03-1", "此处只填报 V01"),
    ],
)
@pytest.mark.parametrize("username", ["staff", "secretary01"])
def test_other_months_and_organisations_are_refused_with_a_sentence(
    filing: Filing, signed_in: SignIn, username: str, heading: str, value: Any, sentence: str
) -> None:
    client = signed_in(username)

    def spoil(sheet: Any) -> None:
        fill(sheet)
        cell(sheet, heading, "F-STOCK").value = value

    page = client.post(UPLOAD, {"file": downloaded(client, spoil)}, follow=True).content.decode()
    errors = Upload.objects.get().outcome["errors"]
    assert [(error["column"], sentence in error["message"]) for error in errors] == [(heading, True)]
    assert sentence in page
    assert client.post(f"/exchange/uploads/{Upload.objects.get().pk}/").status_code == 302
    assert {*Filing.objects.values_list("lines__numerator", flat=True)} == {None}


def test_an_upload_stays_within_its_month_when_it_is_confirmed(
    filing: Filing, township: Township, signed_in: SignIn
) -> None:
    save(filing, township.people["clerk01"], F_FLOW=900)
    client = signed_in("staff")
    client.post(UPLOAD, {"file": downloaded(client, fill)})
    upload = Upload.objects.get()
    upload.part = "V02/2012-10"
    upload.save()
    client.post(f"/exchange/uploads/{upload.pk}/")
    assert line(filing, "F-FLOW").numerator == 900


def test_a_month_that_was_submitted_takes_no_workbook(filing: Filing, township: Township, signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    file = downloaded(client, fill)
    submitted(filing, township.people["secretary01"], F_FLOW=100)
    client.post(UPLOAD, {"file": file})
    assert (Upload.objects.count(), line(filing, "F-FLOW").numerator) == (0, 100)
    assert Filing.objects.get(pk=filing.pk).state == FilingState.SUBMITTED


@pytest.mark.parametrize(
    "file", [None, SimpleUploadedFile("a.xlsx", b"no workbook"), SimpleUploadedFile("a.xlsx", b"")]
)
def test_what_is_no_workbook_is_told_on_the_page_of_the_month(filing: Filing, signed_in: SignIn, file: Any) -> None:
    answer = signed_in("clerk01").post(UPLOAD, {"file": file} if file else {}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "alert-danger" in answer.content.decode()


def test_the_workbook_is_no_way_around_who_files(filing: Filing, township: Township, signed_in: SignIn) -> None:
    filled(filing, township.people["clerk01"])
    found = {
        name: signed_in(name).post(UPLOAD, {"file": sent(Workbook())}).status_code
        for name in ("secretary02", "leader", "viewer", "admin")
    }
    assert found == {"secretary02": 404, "leader": 403, "viewer": 403, "admin": 403}
