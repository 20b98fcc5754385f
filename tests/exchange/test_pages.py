"""The pages below /exchange/: upload, check, confirm; export; template."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.audit.models import Entry
from apps.exchange.models import Upload
from apps.exchange.tasks import forget_uploads
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from tests.factories.township import Township, organisation
from tests.workbooks.books import workbook

SignIn = Callable[[str], Client]
IMPORT = "/exchange/organisations/import/"
HEADINGS = ["编码", "名称", "类型", "领域", "上级编码"]
NEW = ["N01", "新支部", "党支部", "村", "T01"]


def handed_in(*rows: list[Any], name: str = "组织.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(*rows).getvalue())


def uploaded(client: Client, *rows: list[Any]) -> str:
    """The address of the page that says what the check found."""
    response = client.post(IMPORT, {"file": handed_in(*rows)})
    assert response.status_code == 302
    return str(response["Location"])


def sheets(response: Any) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [[tuple(cell.value for cell in row) for row in page.iter_rows()] for page in book.worksheets]


def stored() -> list[Path]:
    return [Path(upload.file.path) for upload in Upload.objects.all()]


@pytest.mark.parametrize(
    ("username", "offered", "withheld"),
    [
        ("staff", ["organisations/import", "organisations/export", "classes/import", "classes/export"], []),
        (
            "contact",
            ["organisations/export", "classes/import", "classes/export"],
            ["organisations/import", "organisations/template"],
        ),
        ("secretary01", ["organisations/export", "classes/export"], ["organisations/import", "classes/import"]),
        ("viewer", ["organisations/export"], ["organisations/import", "classes"]),
    ],
)
def test_everybody_is_offered_what_they_may_do(
    username: str, offered: list[str], withheld: list[str], signed_in: SignIn
) -> None:
    client = signed_in(username)
    page = client.get("/exchange/").content.decode()
    assert all(f"/exchange/{address}" in page for address in offered)
    assert not any(f"/exchange/{address}" in page for address in withheld)
    assert {client.get(f"/exchange/{address}/").status_code for address in offered} == {200}
    for address in withheld:
        if "/" in address:
            assert client.get(f"/exchange/{address}/").status_code == 403


def test_who_may_neither_import_nor_export_is_turned_away(signed_in: SignIn) -> None:
    assert signed_in("auditor").get("/exchange/").status_code == 403
    assert Client().get("/exchange/").status_code == 302
    assert signed_in("staff").get("/exchange/fruit/import/").status_code == 404


def test_a_workbook_is_checked_first_and_imported_on_confirmation_once(signed_in: SignIn, township: Township) -> None:
    client = signed_in("staff")
    address = uploaded(client, HEADINGS, NEW, ["V01", "组织V01", "党支部", "村", "T01"])
    page = client.get(address)
    outcome = page.context["outcome"]
    assert (outcome["created"], outcome["updated"], outcome["unchanged"]) == (1, 0, 1)
    assert not Organisation.objects.filter(code="N01").exists()

    assert client.post(address).status_code == 302
    assert Organisation.objects.get(code="N01").name == "新支部"
    imports = Entry.objects.filter(action="workbook.imported")
    assert [(entry.actor, entry.after["file"]) for entry in imports] == [(township.people["staff"], "组织.xlsx")]
    assert "imported" in client.get(address).content.decode()

    client.post(address)
    assert imports.all().count() == 1
    assert client.get(address).context["outcome"]["created"] == 1


def test_a_workbook_with_errors_shows_them_by_cell_and_cannot_be_confirmed(signed_in: SignIn) -> None:
    client = signed_in("staff")
    address = uploaded(client, HEADINGS, NEW, ["N02", None, "<b>村支部", "村", "T01"])
    page = client.get(address).content.decode()
    assert "2 errors" in page
    assert "B3" in page
    assert "&lt;b&gt;村支部" in page
    assert '<form class="card" method="post"' not in page
    client.post(address)
    assert not Organisation.objects.filter(code__startswith="N0").exists()
    copy, listed = sheets(client.get(f"{address}annotated/"))
    assert copy[2] == ("N02", None, "<b>村支部", "村", "T01")
    assert [row[0] for row in listed[1:]] == ["B3", "C3"]


def test_what_has_changed_since_the_check_counts(signed_in: SignIn, township: Township) -> None:
    client = signed_in("staff")
    address = uploaded(client, HEADINGS, ["N01", "新支部", "党支部", "村", "V02"])
    Organisation.objects.filter(code="V02").update(code="V99")
    client.post(address)
    page = client.get(address)
    assert [error["cell"] for error in page.context["outcome"]["errors"]] == ["E2"]
    assert not Organisation.objects.filter(code="N01").exists()


def test_a_file_that_cannot_be_read_is_said_beside_the_field_and_not_kept(signed_in: SignIn) -> None:
    client = signed_in("staff")
    for file, sentence in (
        (SimpleUploadedFile("组织.xlsx", "编码,名称".encode()), "not an Excel workbook"),
        (SimpleUploadedFile("空.xlsx", b""), "empty"),
    ):
        response = client.post(IMPORT, {"file": file})
        assert response.status_code == 200
        assert sentence in str(response.context["form"].errors["file"])
    assert "required" in str(client.post(IMPORT).context["form"].errors["file"])
    assert not Upload.objects.exists()


def test_a_register_outside_a_persons_area_is_refused_cell_by_cell(signed_in: SignIn) -> None:
    client = signed_in("contact")
    rows: list[list[Any]] = [["年度", "组织编码", "年初等次"], [2012, "V01", "先进"], [2012, "V02", "先进"]]
    response = client.post("/exchange/classes/import/", {"file": handed_in(*rows)})
    errors = client.get(response["Location"]).context["outcome"]["errors"]
    assert [(error["cell"], error["value"]) for error in errors] == [("B3", "V02")]


def test_an_upload_is_its_uploaders_affair(signed_in: SignIn, township: Township) -> None:
    address = uploaded(signed_in("staff"), HEADINGS, NEW)
    for username in ("leader", "contact", "admin"):
        client = signed_in(username)
        assert {client.get(address).status_code, client.post(address).status_code} == {404}
        assert client.get(f"{address}annotated/").status_code == 404
    township.people["staff"].roles.all().delete()
    client = signed_in("staff")
    assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    assert not Organisation.objects.filter(code="N01").exists()


def test_uploads_are_kept_below_the_media_folder_for_a_day(signed_in: SignIn, settings: Any) -> None:
    client = signed_in("staff")
    old, new = uploaded(client, HEADINGS, NEW), uploaded(client, HEADINGS, NEW)
    assert all(path.is_relative_to(settings.MEDIA_ROOT) and path.suffix == ".xlsx" for path in stored())
    Upload.objects.filter(pk=old.split("/")[-2]).update(uploaded_at=timezone.now() - timedelta(hours=23))
    paths = {str(upload.pk): Path(upload.file.path) for upload in Upload.objects.all()}
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        forget_uploads()
        forget_uploads()
    assert [path.exists() for path in paths.values()].count(True) == 1
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_many_errors_come_page_by_page_in_a_fixed_number_of_queries(signed_in: SignIn) -> None:
    client = signed_in("staff")
    few = uploaded(client, HEADINGS, *([f"N{n}", None, "党支部", "村", "T01"] for n in range(2)))
    many = uploaded(client, HEADINGS, *([f"N{n}", None, "党支部", "村", "T01"] for n in range(1200)))
    client.get(few)
    counts = []
    for address in (few, many):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    assert "1200 errors" in page.content.decode()
    assert "first 1000" in page.content.decode()
    assert len(page.context["page"]) == 50
    assert len(sheets(client.get(f"{many}annotated/"))[1]) == 1201


def test_an_export_holds_what_the_person_may_see_and_nothing_else(signed_in: SignIn, township: Township) -> None:
    for code in ("V01", "V02", "V03-1"):
        Grading.objects.create(organisation=township[code], year=2012, start_class="general")

    def codes(username: str, address: str) -> list[Any]:
        response = signed_in(username).get(f"/exchange/{address}")
        (rows,) = sheets(response)
        return [row[rows[0].index("组织编码" if "classes" in address else "编码")] for row in rows[1:]]

    everything = "organisations/export/?export=xlsx"
    assert codes("staff", everything) == ["T01", "V01", "V02", "V03", "V03-1", "V03-2"]
    assert codes("secretary03", everything) == ["V03", "V03-1", "V03-2"]
    assert codes("staff", f"{everything}&organisation=V03") == ["V03", "V03-1", "V03-2"]
    assert codes("staff", "classes/export/?export=xlsx&year=2012") == ["V01", "V02", "V03-1"]
    assert codes("secretary02", "classes/export/?export=xlsx") == ["V02"]
    assert codes("staff", "classes/export/?export=xlsx&year=2011") == []
    last = Entry.objects.filter(action="workbook.exported").latest("pk")
    assert (last.actor, last.target, last.after) == (
        township.people["staff"],
        "classes",
        {"rows": 0, "filters": {"year": 2011}},
    )


def test_an_export_of_another_area_is_not_found_and_bad_parameters_are_told(signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    address = "/exchange/classes/export/?export=xlsx"
    assert client.get(f"{address}&organisation=V02").status_code == 404
    for name, value in (("year", "last"), ("year", "1")):
        response = client.get(f"{address}&{name}={value}")
        assert response.status_code == 200
        assert name in response.context["form"].errors
    assert signed_in("viewer").get("/exchange/classes/export/").status_code == 403


def test_the_export_page_asks_the_same_number_of_queries_whatever_there_is(
    signed_in: SignIn, township: Township
) -> None:
    client = signed_in("staff")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/exchange/classes/export/")
        return len(asked)

    few = queries()
    for number in range(50):
        organisation(f"X{number}", township["V01"])
    assert queries() == few <= 12


def test_the_template_is_a_workbook_with_the_registers_headings(signed_in: SignIn) -> None:
    response = signed_in("staff").get(reverse("exchange:template", args=["organisations"]))
    assert sheets(response)[0][0][:5] == tuple(HEADINGS)
