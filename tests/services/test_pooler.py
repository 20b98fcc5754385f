"""Behind PgBouncer, which lends its connections by the transaction, everything works as without it."""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from openpyxl import load_workbook

from apps.jobs.models import Job, JobState
from apps.organisations.models import Organisation
from apps.reports.models import ReportState
from apps.reports.services import report_request
from tests.factories.township import Township
from tests.services.pooler import Pooler
from tests.services.processes import Processes, eventually
from tests.services.visiting import Visitor, visitor
from tests.workbooks.books import workbook

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

PAGES = ["/", "/organisations/", "/organisations/V01/", "/filings/", "/activities/", "/reports/", "/exchange/"]
EXPORT = "/exchange/organisations/export/?export=xlsx&organisation=T01"


@pytest.fixture
def pooled(processes: Processes) -> Iterator[Callable[..., Pooler]]:
    """``pooled(more)`` puts a pooler between the portal's processes and the database."""
    started: list[Pooler] = []
    # Its user must reach the folder, which others' tests keep to themselves.
    with tempfile.TemporaryDirectory(prefix="tongbu-") as name:

        def start(more: str = "") -> Pooler:
            started.append(Pooler(Path(name), more))
            processes.environment |= {"DATABASE_URL": started[0].start(), "DATABASE_POOLED": "true"}
            return started[0]

        yield start
        processes.stop_all()
        for pooler in started:
            pooler.stop()


def test_pages_import_export_and_a_job(pooled: Callable[..., Pooler], township: Township, processes: Processes) -> None:
    pooler = pooled()
    processes.start("beat")
    processes.worker()
    staff = visitor(processes, "staff")
    with ThreadPoolExecutor(8) as people:
        answered = list(people.map(lambda path: staff.get(path).status, PAGES * 6))
        exported = list(people.map(lambda _time: exported_codes(staff), range(8)))
    assert answered == [200] * len(answered)
    assert {frozenset(codes) for codes in exported} == {frozenset(Organisation.objects.values_list("code", flat=True))}
    new = workbook(["编码", "名称", "类型", "领域", "上级编码"], ["N01", "新支部", "党支部", "村", "T01"]).getvalue()
    upload = staff.post("/exchange/organisations/import/", file=("组织.xlsx", new)).headers["Location"]
    assert staff.post(upload).status == 302
    assert Organisation.objects.get(code="N01").name == "新支部"
    report = report_request(
        organisation=township["T01"], year=2012, as_of=date(2012, 12, 31), by=township.people["staff"]
    )
    assert eventually(lambda: Job.objects.get().finished)
    assert Job.objects.get().state == JobState.SUCCEEDED
    report.refresh_from_db()
    assert report.state == ReportState.FROZEN
    assert pooler.complaints == []


def exported_codes(staff: Visitor) -> list[str]:
    sheet = load_workbook(BytesIO(staff.get(EXPORT).data)).worksheets[0]
    return [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)]


# --- How long a statement may take ------------------------------------------------------------------------


@contextmanager
def locked(table: str) -> Iterator[None]:
    own = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    with own, own.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table}")
        yield
        own.rollback()
    own.close()


def test_a_page_that_would_wait_for_ever_gives_up(township: Township, processes: Processes) -> None:
    staff = visitor(processes, "staff", LOCK_SECONDS="1")
    with locked("filings_filing"):
        assert staff.get("/filings/").status == 503
    assert staff.get("/filings/").status == 200


def test_behind_a_pooler_the_pooler_says_how_long(
    pooled: Callable[..., Pooler], township: Township, processes: Processes
) -> None:
    pooled("connect_query='SET lock_timeout = 1000'")
    staff = visitor(processes, "staff")
    with locked("filings_filing"):
        assert staff.get("/filings/").status == 503
    assert staff.get("/filings/").status == 200
