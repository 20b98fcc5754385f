import hashlib
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.audit.models import Entry
from apps.gradings.models import Grading
from apps.jobs.models import Job
from apps.organisations.kinds import Kind, Role
from apps.organisations.services import organisation_update, role_grant
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_request, report_sign
from tests.factories.township import Township, organisation, person
from tests.reports.facts import LAST_DAY, YEAR

SignedIn = Callable[[str], Client]
NEW = {"organisation": "T01", "year": "2012", "as_of": ""}


@pytest.fixture
def neighbour(township: Township) -> Township:
    """Another township with staff of its own."""
    township.organisations["T02"] = organisation("T02", kind=Kind.COMMITTEE, sector="", name="邻镇党委")
    organisation("W01", township["T02"])
    township.people["staff2"] = person("staff2", Role.STAFF, township["T02"])
    township.people["viewer2"] = person("viewer2", Role.VIEWER, township["T02"])
    return township


def rows_in(html: bytes) -> list[list[str]]:
    """The texts of the cells of every table row of a page."""

    class Cells(HTMLParser):
        rows: list[list[str]] = []
        inside = False

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag == "tr":
                self.rows.append([])
            elif tag in ("td", "th"):
                self.rows[-1].append("")
            self.inside = tag in ("td", "th", "a", "span") and bool(self.rows)

        def handle_data(self, data: str) -> None:
            if self.inside and self.rows and self.rows[-1]:
                self.rows[-1][-1] += data.strip()

    reader = Cells()
    reader.rows = []
    reader.feed(html.decode())
    return reader.rows


# --- Who may do what -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "listed", "asking", "reading", "signing"),
    [
        ("staff", 200, 200, 200, 403),
        ("leader", 200, 403, 200, 200),
        ("viewer", 200, 403, 404, 403),
        ("secretary01", 403, 403, 403, 403),
        ("clerk01", 403, 403, 403, 403),
        ("contact", 403, 403, 403, 403),
        ("auditor", 403, 403, 403, 403),
        ("admin", 403, 403, 403, 403),
        ("staff2", 200, 200, 404, 403),
        ("viewer2", 200, 403, 404, 403),
    ],
)
def test_each_role_gets_its_pages_and_no_other(
    frozen: YearEndReport,
    neighbour: Township,
    signed_in: SignedIn,
    username: str,
    listed: int,
    asking: int,
    reading: int,
    signing: int,
) -> None:
    browser, at = signed_in(username), f"/reports/{frozen.pk}/"
    assert browser.get("/reports/").status_code == listed
    assert browser.get("/reports/new/").status_code == asking
    assert [browser.get(url).status_code for url in (at, f"{at}download/", f"{at}download/?format=json")] == [
        reading
    ] * 3
    assert browser.post(f"{at}sign/").status_code == signing


def test_nobody_reads_or_asks_without_signing_in(frozen: YearEndReport, client: Client) -> None:
    for path in ("", "new/", f"{frozen.pk}/", f"{frozen.pk}/download/"):
        assert client.get(f"/reports/{path}")["Location"].startswith("/accounts/login/")


def test_the_higher_authority_sees_the_signed_report_and_no_other(
    frozen: YearEndReport, neighbour: Township, signed_in: SignedIn, work_off_jobs: Callable[[], None]
) -> None:
    other = report_request(organisation=neighbour["T02"], year=YEAR, as_of=LAST_DAY, by=neighbour.people["staff2"])
    unsigned = report_request(organisation=neighbour["T01"], year=YEAR, as_of=LAST_DAY, by=neighbour.people["staff"])
    work_off_jobs()
    report_sign(report=frozen, by=neighbour.people["leader"], aware=True, remark="如实报告")
    seen = {
        username: {report.pk for report in signed_in(username).get("/reports/").context["page"]}
        for username in ("staff", "viewer", "staff2", "viewer2")
    }
    assert seen == {
        "staff": {frozen.pk, unsigned.pk},
        "viewer": {frozen.pk},
        "staff2": {other.pk},
        "viewer2": set(),
    }
    viewer = signed_in("viewer")
    assert viewer.get(f"/reports/{frozen.pk}/").status_code == 200
    assert viewer.get(f"/reports/{unsigned.pk}/").status_code == 404
    # Only what the viewer may open is offered.
    assert list(viewer.get(f"/reports/{frozen.pk}/").context["later"]) == []


def test_a_right_elsewhere_is_no_right_here(frozen: YearEndReport, neighbour: Township, signed_in: SignedIn) -> None:
    first_day = date(2000, 1, 1)
    for username, role in (("leader", Role.STAFF), ("staff", Role.LEADER)):
        user = neighbour.people[username]
        role_grant(user=user, role=role, organisation=neighbour["T02"], start=first_day, by=None)
    assert signed_in("staff").post(f"/reports/{frozen.pk}/sign/").status_code == 403
    Job.objects.update(state="failed")
    YearEndReport.objects.update(state="requested")
    assert signed_in("leader").post(f"/reports/{frozen.pk}/again/").status_code == 403
    assert f"/reports/{frozen.pk}/again/" not in signed_in("leader").get(f"/reports/{frozen.pk}/").content.decode()
    assert Job.objects.count() == 1


# --- Asking ----------------------------------------------------------------------------------------------------


def test_staff_ask_for_a_report_and_watch_it_come(
    graded_township: Township, signed_in: SignedIn, work_off_jobs: Callable[[], None]
) -> None:
    staff = signed_in("staff")
    answer = staff.post("/reports/new/", NEW)
    report = YearEndReport.objects.get()
    assert answer["Location"] == f"/reports/{report.pk}/"
    assert (report.organisation, report.year, report.as_of) == (graded_township["T01"], 2012, date(2012, 12, 31))
    waiting = staff.get(answer["Location"]).content.decode()
    assert f"/jobs/{report.job_id}/progress/" in waiting
    work_off_jobs()
    ready = staff.get(answer["Location"])
    assert "封面" in ready.content.decode()
    assert "/progress/" not in ready.content.decode()


def test_others_see_how_far_it_is_without_polling(graded_township: Township, signed_in: SignedIn) -> None:
    signed_in("staff").post("/reports/new/", NEW)
    Job.objects.update(state="running", done=1, total=4)
    page = signed_in("leader").get(f"/reports/{YearEndReport.objects.get().pk}/").content.decode()
    assert "25" in page
    assert "/progress/" not in page


def test_only_organisations_within_reach_are_offered_and_taken(neighbour: Township, signed_in: SignedIn) -> None:
    staff = signed_in("staff")
    offered = staff.get("/reports/new/").context["form"].fields["organisation"].widget.choices
    assert [code for code, _ in offered] == ["T01", "V03"]
    refused = staff.post("/reports/new/", NEW | {"organisation": "T02"})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["organisation"]
    assert staff.get("/reports/new/?organisation=T02").status_code == 404
    assert not YearEndReport.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"year": ""}, "year"),
        ({"year": "abc"}, "year"),
        ({"year": "1800"}, "year"),
        ({"as_of": "2011-12-31"}, "as_of"),
        ({"as_of": "31.2.2012"}, "as_of"),
        ({"organisation": ""}, "organisation"),
        ({"organisation": "nowhere"}, "organisation"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    township: Township, signed_in: SignedIn, given: dict[str, str], field: str
) -> None:
    answer = signed_in("staff").post("/reports/new/", NEW | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in answer.content.decode()
    assert answer.context["form"].data["year"] == (NEW | given)["year"]
    assert not YearEndReport.objects.exists()


# --- Reading ---------------------------------------------------------------------------------------------------


def test_the_sheets_show_the_snapshot_and_not_todays_facts(
    frozen: YearEndReport, graded_township: Township, signed_in: SignedIn
) -> None:
    Grading.objects.all().delete()
    organisation_update(organisation=graded_township["V01"], name="改了名", by=None)
    page = signed_in("leader").get(f"/reports/{frozen.pk}/?sheet=names_general_upgrade").content
    assert ["1", "已升级", "V01", "组织V01", "村", "一般", "无", "先进", "无", ""] in rows_in(page)
    assert "改了名" not in page.decode()


def test_every_sheet_of_the_workbook_can_be_looked_at(frozen: YearEndReport, signed_in: SignedIn) -> None:
    staff = signed_in("staff")
    tabs = staff.get(f"/reports/{frozen.pk}/").context["preview"].tabs
    assert len(tabs) == 18
    for tab in tabs:
        page = staff.get(f"/reports/{frozen.pk}/?sheet={tab.key}")
        assert page.context["preview"].shown.key == tab.key
    rates = rows_in(staff.get(f"/reports/{frozen.pk}/?sheet=rates").content)
    assert ["升级率", "一般", "1", "1", "100.0%", "30.0%", "达标", "0", "1", "2", "50.0%", ""] in rates


@pytest.mark.parametrize("query", ["sheet=nonsense", "sheet=classes&page=99", "sheet=classes&page=x", "page=-1"])
def test_a_bad_address_gives_way_to_the_nearest_page(frozen: YearEndReport, signed_in: SignedIn, query: str) -> None:
    assert signed_in("staff").get(f"/reports/{frozen.pk}/?{query}").status_code == 200


def test_the_workbook_is_downloaded_under_a_chinese_name_and_on_record(
    frozen: YearEndReport, signed_in: SignedIn, township: Township
) -> None:
    answer = signed_in("leader").get(f"/reports/{frozen.pk}/download/")
    assert answer.getvalue() == frozen.workbook.open().read()
    named = unquote(answer["Content-Disposition"])
    assert named == "attachment; filename*=utf-8''中共清溪镇委员会2012年度党建工作情况报告（第1号）.xlsx"
    entry = Entry.objects.get(action="report.downloaded")
    assert (entry.actor, entry.after, entry.organisation_code) == (township.people["leader"], {"form": "xlsx"}, "T01")


def test_the_checksum_on_the_page_is_that_of_the_data(frozen: YearEndReport, signed_in: SignedIn) -> None:
    answer = signed_in("staff").get(f"/reports/{frozen.pk}/download/?format=json")
    assert (
        hashlib.sha256(answer.getvalue()).hexdigest()
        in signed_in("staff").get(f"/reports/{frozen.pk}/").content.decode()
    )


def test_a_report_that_is_not_ready_or_whose_file_is_gone_cannot_be_downloaded(
    frozen: YearEndReport, graded_township: Township, signed_in: SignedIn
) -> None:
    waiting = report_request(
        organisation=graded_township["T01"], year=YEAR, as_of=LAST_DAY, by=graded_township.people["staff"]
    )
    Path(frozen.workbook.path).unlink()
    staff = signed_in("staff")
    assert [staff.get(f"/reports/{pk}/download/").status_code for pk in (waiting.pk, frozen.pk)] == [404, 404]


def test_a_later_report_is_pointed_out_and_said_to_be_the_same_or_not(
    frozen: YearEndReport, graded_township: Township, signed_in: SignedIn, work_off_jobs: Callable[[], None]
) -> None:
    def ask() -> YearEndReport:
        report = report_request(
            organisation=graded_township["T01"], year=YEAR, as_of=LAST_DAY, by=graded_township.people["staff"]
        )
        work_off_jobs()
        report.refresh_from_db()
        return report

    same = ask()
    Grading.objects.update(end_class="backward")
    other = ask()
    later = signed_in("staff").get(f"/reports/{frozen.pk}/").context["later"]
    assert [(report.pk, report.sha256 == frozen.sha256) for report in later] == [(other.pk, False), (same.pk, True)]
    assert signed_in("staff").get(f"/reports/{other.pk}/").context["later"] == []


# --- Signing, failing, finding ---------------------------------------------------------------------------------


def test_a_leader_signs_on_the_page_and_the_button_goes(frozen: YearEndReport, signed_in: SignedIn) -> None:
    leader, at = signed_in("leader"), f"/reports/{frozen.pk}/"
    assert f'href="{at}sign/"' in leader.get(at).content.decode()
    assert f'href="{at}sign/"' not in signed_in("staff").get(at).content.decode()
    leader.post(f"{at}sign/", {"aware": "on", "remark": "如实报告"})
    frozen.refresh_from_db()
    assert frozen.state == ReportState.SIGNED
    assert f'href="{at}sign/"' not in leader.get(at).content.decode()
    # A second click says so and changes nothing.
    before = frozen.signed_at
    leader.post(f"{at}sign/", {"aware": "on", "remark": "如实报告"})
    frozen.refresh_from_db()
    assert frozen.signed_at == before


def test_a_failed_report_says_why_and_can_be_asked_for_again(
    graded_township: Township, signed_in: SignedIn, work_off_jobs: Callable[[], None]
) -> None:
    staff = signed_in("staff")
    at = staff.post("/reports/new/", NEW)["Location"]
    Job.objects.update(state="failed", error="磁盘已满")
    failed = staff.get(at).content.decode()
    assert "磁盘已满" in failed
    assert f'action="{at}again/"' in failed
    assert f'action="{at}again/"' not in signed_in("leader").get(at).content.decode()
    assert signed_in("leader").post(f"{at}again/").status_code == 403
    staff.post(f"{at}again/")
    work_off_jobs()
    assert YearEndReport.objects.get().readable


def test_nothing_is_done_by_merely_looking(frozen: YearEndReport, signed_in: SignedIn) -> None:
    assert signed_in("leader").get(f"/reports/{frozen.pk}/again/").status_code == 405
    assert signed_in("leader").get(f"/reports/{frozen.pk}/sign/").status_code == 200
    frozen.refresh_from_db()
    assert frozen.state == ReportState.FROZEN


def test_the_list_is_filtered_by_year_state_and_people(
    frozen: YearEndReport, graded_township: Township, signed_in: SignedIn
) -> None:
    people = graded_township.people
    waiting = report_request(
        organisation=graded_township["V03"], year=2013, as_of=date(2013, 12, 31), by=people["staff"]
    )
    failed = report_request(
        organisation=graded_township["T01"], year=2013, as_of=date(2013, 12, 31), by=people["staff"]
    )
    assert failed.job is not None
    Job.objects.filter(pk=failed.job.pk).update(state="failed")
    report_sign(report=frozen, by=people["leader"], aware=True, remark="如实报告")
    staff = signed_in("staff")

    def found(query: str) -> set[int]:
        return {report.pk for report in staff.get(f"/reports/?{query}").context["page"]}

    everything = {frozen.pk, waiting.pk, failed.pk}
    assert found("") == everything
    assert found("year=2012") == {frozen.pk}
    assert found("state=signed") == {frozen.pk}
    assert found("state=frozen") == set()
    assert found("state=failed") == {failed.pk}
    assert found("state=requested") == {waiting.pk}
    assert found("q=V03") == {waiting.pk}
    assert found(f"signed_by={people['leader'].pk}") == {frozen.pk}
    assert found(f"requested_by={people['staff'].pk}") == everything
    # What cannot be understood is passed over.
    assert found("year=x&state=y&signed_by=0&page=z") == everything


def test_the_list_goes_to_excel_as_it_is_filtered(
    frozen: YearEndReport, graded_township: Township, signed_in: SignedIn
) -> None:
    staff = graded_township.people["staff"]
    report_request(organisation=graded_township["T01"], year=2013, as_of=date(2013, 12, 31), by=staff)
    answer = signed_in("staff").get("/reports/?export=xlsx&year=2012")
    book: Any = load_workbook(BytesIO(answer.getvalue()))
    headings, *rows = book.active.iter_rows(values_only=True)
    assert headings[:6] == ("组织编码", "组织", "年度", "月份", "编号", "数据截止日")
    assert [(row[0], row[2], row[4], row[6], row[15]) for row in rows] == [("T01", 2012, 1, "已定稿", frozen.sha256)]


def test_the_number_of_queries_is_the_same_for_two_reports_and_for_fifty(
    frozen: YearEndReport, graded_township: Township, signed_in: SignedIn
) -> None:
    staff = signed_in("staff")

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            staff.get(path)
        return len(counted)

    def copies(count: int) -> None:
        values = {"organisation": frozen.organisation, "year": 2012, "as_of": LAST_DAY, "state": "signed"}
        values |= {"requested_by": graded_township.people["staff"], "signed_by": graded_township.people["leader"]}
        values |= {"snapshot": frozen.snapshot, "sha256": frozen.sha256}
        last = YearEndReport.objects.order_by("-number")[0].number
        YearEndReport.objects.bulk_create(YearEndReport(number=last + 1 + n, **values) for n in range(count))

    copies(1)
    few = queries("/reports/"), queries(f"/reports/{frozen.pk}/?sheet=classes")
    copies(48)
    assert (queries("/reports/"), queries(f"/reports/{frozen.pk}/?sheet=classes")) == few
    assert max(few) <= 12


def test_the_list_leaves_the_snapshots_in_the_database(frozen: YearEndReport, signed_in: SignedIn) -> None:
    with CaptureQueriesContext(connection) as counted:
        signed_in("staff").get("/reports/")
    assert not any('"snapshot"' in query["sql"] for query in counted)
