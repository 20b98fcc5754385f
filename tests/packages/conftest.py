from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pytest

from apps.organisations.kinds import Kind, Role
from apps.packages.models import Partner, Way
from apps.packages.services import new_key, package_write, partner_add
from apps.reports.models import YearEndReport
from apps.reports.services import report_request, report_sign
from tests.factories.jobs import work_off
from tests.factories.kept import Kept
from tests.factories.township import Township, organisation, person, township
from tests.reports.facts import LAST_DAY, YEAR, with_classes

Sign = Callable[[], YearEndReport]


@dataclass
class Agreed:
    """The key that both know, with whom each of them has agreed on it, and a signed report."""

    both: Township
    key: str
    sends: Partner
    receives: Partner
    signed: YearEndReport


def _both() -> Township:
    """The small township, and the district D01 beside it with staff of its own: neither sees the other."""
    both = with_classes(township())
    both.organisations["D01"] = organisation("D01", kind=Kind.COMMITTEE, sector="", name="青山区委")
    both.people["district"] = person("district", Role.STAFF, both["D01"])
    return both


def _agreed() -> Agreed:
    both, key = _both(), new_key()
    staff, district = both.people["staff"], both.people["district"]
    return Agreed(
        both,
        key,
        partner_add(organisation=both["T01"], way=Way.SENDS, code="D01", name="青山区委", key=key, by=staff),
        partner_add(organisation=both["D01"], way=Way.RECEIVES, code="T01", name="清溪镇党委", key=key, by=district),
        another_signed(both),
    )


def another_signed(both: Township) -> YearEndReport:
    report = report_request(organisation=both["T01"], year=YEAR, as_of=LAST_DAY, by=both.people["staff"])
    work_off()
    found = YearEndReport.objects.get(pk=report.pk)
    return report_sign(report=found, by=both.people["leader"], aware=True, remark="如实报告")


BEGUN, AGREED = Kept(_both, "packages-both"), Kept(_agreed, "packages-agreed")


@pytest.fixture
def agreed(db: None) -> Agreed:
    return AGREED.given()


@pytest.fixture
def both(request: pytest.FixtureRequest, db: None) -> Township:
    """As they are when they have agreed, where a test asks for something of that."""
    asked = {"sends", "receives", "signed"} & set(request.fixturenames)
    return request.getfixturevalue("agreed").both if asked else BEGUN.given()


@pytest.fixture
def key(agreed: Agreed) -> str:
    return agreed.key


@pytest.fixture
def sends(agreed: Agreed) -> Partner:
    return agreed.sends


@pytest.fixture
def receives(agreed: Agreed) -> Partner:
    return agreed.receives


@pytest.fixture
def signed(agreed: Agreed) -> Sign:
    """Another signed report of the township: ``signed()``."""
    first = [agreed.signed]

    def sign() -> YearEndReport:
        return first.pop() if first else another_signed(agreed.both)

    return sign


def packed(report: YearEndReport, partner: Partner) -> bytes:
    target = BytesIO()
    package_write(report=report, partner=partner, target=target, by=None)
    return target.getvalue()
