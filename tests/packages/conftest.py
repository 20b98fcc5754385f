from collections.abc import Callable
from io import BytesIO

import pytest

from apps.organisations.kinds import Kind, Role
from apps.packages.models import Partner, Way
from apps.packages.services import new_key, package_write, partner_add
from apps.reports.models import YearEndReport
from apps.reports.services import report_request, report_sign
from tests.factories.township import Township, organisation, person
from tests.reports.facts import LAST_DAY, YEAR, with_classes

Sign = Callable[[], YearEndReport]


@pytest.fixture
def both(township: Township) -> Township:
    """The small township, and the district D01 beside it with staff of its own: neither sees the other."""
    with_classes(township)
    township.organisations["D01"] = organisation("D01", kind=Kind.COMMITTEE, sector="", name="青山区委")
    township.people["district"] = person("district", Role.STAFF, township["D01"])
    return township


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture
def sends(both: Township, key: str) -> Partner:
    staff = both.people["staff"]
    return partner_add(organisation=both["T01"], way=Way.SENDS, code="D01", name="青山区委", key=key, by=staff)


@pytest.fixture
def receives(both: Township, key: str) -> Partner:
    district = both.people["district"]
    return partner_add(organisation=both["D01"], way=Way.RECEIVES, code="T01", name="清溪镇党委", key=key, by=district)


@pytest.fixture
def signed(both: Township, work_off_jobs: Callable[[], None]) -> Sign:
    """Another signed report of the township: ``signed()``."""

    def sign() -> YearEndReport:
        people = both.people
        report = report_request(organisation=both["T01"], year=YEAR, as_of=LAST_DAY, by=people["staff"])
        work_off_jobs()
        found = YearEndReport.objects.get(pk=report.pk)
        return report_sign(report=found, by=people["leader"], aware=True, remark="如实报告")

    return sign


def packed(report: YearEndReport, partner: Partner) -> bytes:
    target = BytesIO()
    package_write(report=report, partner=partner, target=target, by=None)
    return target.getvalue()
