"""From the portal of a township to that of a district: the same figures, and nobody else's."""

from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client

from apps.audit.models import Entry
from apps.core.ooxml import Refused
from apps.packages.models import Partner, ReceivedReport, Way
from apps.packages.sealing import DATA, hash_of, read_package, write_package
from apps.packages.services import new_key, package_receive, partner_add, partner_end
from apps.reports.labels import RATES
from apps.reports.layout import Table
from apps.reports.models import YearEndReport
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import canonical
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.packages.conftest import Sign, packed
from tests.reports.facts import YEAR

pytestmark = pytest.mark.django_db
NEW = "/reports/received/new/"


def taken_in(content: bytes, **more: Any) -> ReceivedReport:
    return package_receive(file=BytesIO(content), partners=Partner.objects.all(), by=None, **more)


def rows_of(report: ReceivedReport | YearEndReport) -> list[list[list[Any]]]:
    """The rows of every sheet."""
    sheets = sheets_of(report.taken, report.sha256)
    return [[list(row) for row in sheet.rows] for sheet in sheets if isinstance(sheet, Table)]


def browser_of(both: Township, name: str) -> Client:
    return enter_as(Client(), both.people[name])


def sent(browser: Client, content: bytes, **more: str) -> Any:
    return browser.post(NEW, {"file": ContentFile(content, "T01.zip"), **more})


def test_the_district_reads_what_the_township_has_signed(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    """By the pages of both: figures, sheets, data and workbook are the same; who signed stands beside them."""
    report = signed()
    page = browser_of(both, "staff").get(f"/reports/{report.pk}/package/?to=D01")
    district = browser_of(both, "district")
    answer = sent(district, page.getvalue())
    received = ReceivedReport.objects.get()
    assert answer.headers["Location"] == f"/reports/received/{received.pk}/"
    assert (received.code, received.signed_by, received.signed_at) == ("T01", "leader", report.signed_at)
    assert (received.received_by, received.partner, received.sha256) == (
        both.people["district"],
        receives,
        report.sha256,
    )
    assert rows_of(received) == rows_of(report)
    assert district.get(f"{answer.headers['Location']}download/?format=json").getvalue() == canonical(report.taken)
    with report.issued.open() as workbook:
        assert district.get(f"{answer.headers['Location']}download/").getvalue() == workbook.read()
    (line,) = district.get("/reports/received/").context["lines"]
    rates = report.taken["sections"]["rates"]
    assert [(it["numerator"], it["denominator"]) for it in line.rates] == [
        (rates[code]["numerator"], rates[code]["denominator"]) for code in RATES
    ]
    assert [it.action for it in Entry.objects.filter(action__startswith="package.")] == [
        "package.received",
        "package.made",
    ]


def test_received_reports_stand_beside_ones_own(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    """And are seen by nobody else: the township reads its own alone."""
    report = signed()
    taken_in(packed(report, sends))
    YearEndReport.objects.filter(pk=report.pk).update(organisation=both["D01"])
    theirs = browser_of(both, "district").get("/reports/received/").context["lines"]
    assert [(it.code, it.own) for it in theirs] == [("D01", True), ("T01", False)]
    assert browser_of(both, "staff").get("/reports/received/").context["lines"] == []
    assert browser_of(both, "staff").get(f"/reports/received/{ReceivedReport.objects.get().pk}/").status_code == 404


def test_the_same_package_again_leads_to_what_is_there(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    content = packed(signed(), sends)
    assert taken_in(content) == taken_in(content)
    assert ReceivedReport.objects.count() == 1


def test_an_older_report_is_kept_only_when_asked_and_never_counts(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    older, newer = packed(signed(), sends), packed(signed(), sends)
    taken_in(newer)
    district = browser_of(both, "district")
    answer = sent(district, older)
    assert list(answer.context["form"].errors) == ["older_too"]
    assert ReceivedReport.objects.count() == 1
    sent(district, older, older_too="on")
    (line,) = district.get("/reports/received/").context["lines"]
    assert (line.report.number, [it.number for it in line.earlier]) == (2, [1])


def test_another_report_under_a_number_that_is_taken_is_refused(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    report = signed()
    taken_in(packed(report, sends))
    YearEndReport.objects.filter(pk=report.pk).update(snapshot=report.taken | {"remark": "x"})
    with pytest.raises(Refused, match="已收到另一份编号为 1 的报告"):
        taken_in(packed(YearEndReport.objects.get(pk=report.pk), sends))


def test_nothing_comes_from_a_township_with_which_no_key_is_agreed(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    content = packed(signed(), sends)
    partner_end(partner=receives, by=both.people["district"])
    answer = sent(browser_of(both, "district"), content)
    assert "尚未与清溪镇党委（T01）约定密钥" in str(answer.context["form"].errors["file"])
    assert not ReceivedReport.objects.exists()


def test_a_package_that_was_changed_on_its_way_is_refused(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    """By whoever has no key, and so seals it with another one."""
    whole, forged = read_package(BytesIO(packed(signed(), sends))), BytesIO()
    files = {name: whole.parts[name] for name in whole.manifest.files}
    write_package(forged, replace(whole.manifest, number=7), files, new_key())
    answer = sent(browser_of(both, "district"), forged.getvalue())
    assert "校验未通过" in str(answer.context["form"].errors["file"])
    assert not ReceivedReport.objects.exists()


def test_a_neighbours_key_opens_nothing_for_others(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    """The township's staff may take in packages, too, but have agreed nothing with themselves."""
    answer = sent(browser_of(both, "staff"), packed(signed(), sends))
    assert list(answer.context["form"].errors) == ["file"]


def test_a_package_for_somebody_else_is_refused(
    both: Township, sends: Partner, receives: Partner, signed: Sign
) -> None:
    Partner.objects.filter(pk=sends.pk).update(code="D02")
    with pytest.raises(Refused, match="接收单位是其他组织：D02"):
        taken_in(packed(signed(), Partner.objects.get(pk=sends.pk)))


@pytest.mark.parametrize(
    "change",
    [
        {"year": 2013},
        {"organisation": {"code": "T02", "name": "x"}},
        {"as_of": "2012-12-30"},
        {"schema": 99},
        {"sections": {}},
        {"sections": None},
    ],
)
def test_data_that_are_not_those_of_the_cover_are_refused(
    both: Township, sends: Partner, receives: Partner, signed: Sign, key: str, change: dict[str, Any]
) -> None:
    """Sealed with the right key, as by a portal that is not in order."""
    whole = read_package(BytesIO(packed(signed(), sends)))
    taken = YearEndReport.objects.get().taken | change
    files = {name: whole.parts[name] for name in whole.manifest.files} | {DATA: canonical(taken)}
    broken = BytesIO()
    hashes = {name: hash_of(content) for name, content in files.items()}
    write_package(broken, replace(whole.manifest, files=hashes), files, key)
    with pytest.raises(Refused):
        taken_in(broken.getvalue())
    assert not ReceivedReport.objects.exists()


def test_a_report_that_nobody_signed_is_not_sent(both: Township, sends: Partner, signed: Sign) -> None:
    report = signed()
    YearEndReport.objects.filter(pk=report.pk).update(state="frozen")
    with pytest.raises(ValidationError):
        packed(YearEndReport.objects.get(pk=report.pk), sends)


def test_both_commands_do_what_the_pages_do(
    both: Township, sends: Partner, receives: Partner, signed: Sign, tmp_path: Path
) -> None:
    report, file, said = signed(), tmp_path / "T01.zip", StringIO()
    call_command("export_package", organisation="T01", year=YEAR, to="D01", output=file)
    call_command("import_package", file, stdout=said)
    assert said.getvalue() == "已接收：清溪镇党委 2012 年第 1 号报告\n"
    assert ReceivedReport.objects.get().sha256 == report.sha256
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(CommandError, match="未接收任何内容"):
        call_command("import_package", file)


def test_a_key_is_made_by_one_portal_shown_once_and_entered_in_the_other(both: Township) -> None:
    staff, district = browser_of(both, "staff"), browser_of(both, "district")
    shown = staff.post("/reports/partners/new/", {"way": "sends", "code": "D01", "name": "青山区委"})
    made = shown.context["partner"].key
    assert made in shown.content.decode()
    assert made not in staff.get("/reports/partners/").content.decode()
    fields = {"way": "receives", "code": "T01", "name": "清溪镇党委", "key": made}
    assert district.post("/reports/partners/new/", fields).status_code == 302
    assert Partner.objects.get(way=Way.RECEIVES).key == made
    assert made not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"key": "short"}, "key"), ({"code": "d01"}, "code"), ({"way": "both"}, "way"), ({"name": ""}, "name")],
)
def test_what_is_wrong_with_a_partner_is_said_beside_its_field(
    both: Township, changes: dict[str, str], field: str
) -> None:
    fields = {"way": "receives", "code": "T01", "name": "清溪镇党委", "key": new_key(), **changes}
    answer = browser_of(both, "district").post("/reports/partners/new/", fields)
    assert list(answer.context["form"].errors) == [field]


def test_of_one_partner_one_key_counts_at_a_time(both: Township, receives: Partner) -> None:
    told = {"organisation": both["D01"], "way": Way.RECEIVES, "code": "T01", "name": "清溪镇党委"}
    district = both.people["district"]
    with pytest.raises(ValidationError):
        partner_add(**told, key=new_key(), by=district)  # type: ignore[arg-type]
    partner_end(partner=receives, by=district)
    partner_add(**told, key=new_key(), by=district)  # type: ignore[arg-type]
