"""Every page that somebody may open, with the records of the demonstration: no page is wrong for anybody's eyes.

In Chinese on a telephone, in English on a screen; which pages there are says the table of routes.
"""

from collections.abc import Callable
from gzip import compress
from re import findall
from typing import Any

import pytest
from django.db.models import Model
from playwright.sync_api import Error, Page

from apps.activities.models import Activity
from apps.attachments.models import Attachment
from apps.campaigns.models import Campaign
from apps.checklists.models import Inspection
from apps.closing.models import Proposal
from apps.commitments.models import Commitment
from apps.members.models import CareRecord, Member
from apps.notices.models import Notice
from apps.organisations.kinds import Role
from apps.organisations.models import LeadingLink, RoleAssignment
from apps.packages.models import Partner, ReceivedReport
from apps.plans.models import Exemption, Programme
from apps.reports.models import YearEndReport
from apps.warnings.models import EarlyWarning
from tests.access.expectations import TABLE
from tests.access.rows import Row
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

#: Whoever may see a page first looks at it.
PEOPLE = {
    Role.STAFF: "staff",
    Role.LEADER: "leader",
    Role.SECRETARY: "secretary01",
    Role.MASS_OFFICER: "association",
    Role.ADMINISTRATOR: "admin",
    Role.AUDITOR: "auditor",
}
VILLAGE = "V01"
#: Where the records come from that stand in an address, and by what they are called there.
RECORDS: dict[str, tuple[type[Model], str, dict[str, Any]]] = {
    "activity": (Activity, "number", {"hosts__code": VILLAGE}),
    "attachment": (Attachment, "pk", {}),
    "record": (Commitment, "pk", {"organisation__code": VILLAGE}),
    "campaign": (Campaign, "pk", {}),
    "member": (Member, "pk", {"organisation__code": VILLAGE}),
    "care": (CareRecord, "pk", {}),
    "inspection": (Inspection, "pk", {"organisation__code": VILLAGE}),
    "proposal": (Proposal, "pk", {}),
    "warning": (EarlyWarning, "pk", {}),
    "notice": (Notice, "pk", {}),
    "held": (RoleAssignment, "pk", {"user__username": "secretary01"}),
    "link": (LeadingLink, "pk", {}),
    "association": (LeadingLink, "led__code", {}),
    "report": (YearEndReport, "pk", {}),
    "received": (ReceivedReport, "pk", {}),
    "partner": (Partner, "pk", {}),
    "programme": (Programme, "pk", {}),
    "exemption": (Exemption, "pk", {}),
}
#: Of a whole page, in bytes.
HEAVIEST = 300_000
FILES_OF_A_PAGE = """performance.getEntriesByType("resource").filter((it) => !/echarts|pictures/.test(it.name))
  .reduce((sum, it) => sum + it.encodedBodySize, 0)"""
FILES = ("export", "workbook", "template", "download", "annotated", "package", "first_passwords")


def things() -> dict[str, str]:
    """What the demonstration puts into addresses."""
    found = {"code": VILLAGE, "person": "secretary01"}
    for name, (model, key, facts) in RECORDS.items():
        value = model._default_manager.filter(**facts).order_by("pk").values_list(key, flat=True).first()
        if value is not None:
            found[name] = str(value)
    return found


def pages() -> list[tuple[Row, str, str]]:
    """Each page once, with who opens it and its address."""
    known = things()
    rows = [it for it in TABLE if it.method == "get" and it.ok == 200 and not it.path.startswith("/api/")]
    screens = [it for it in rows if "export=" not in it.path and it.route.partition(":")[2] not in FILES]
    return [
        (row, next(PEOPLE[role] for role in PEOPLE if role in row.may), row.path.format(**known))
        for row in screens
        if row.may & set(PEOPLE) and set(findall(r"{(\w+)}", row.path)) <= set(known)
    ]


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 360), ("en", 1440)])
def test_no_page_has_a_fault(visit: Callable[..., Visitor], language: str, width: int) -> None:
    found = pages()
    seen, weights = 0, dict[str, int]()
    for username in PEOPLE.values():
        visitor = visit(f"every-page-{language}-{username}", width=width)
        own = [(row, address) for row, who, address in found if who == username]
        visitor.enter(username, language, "/")
        for row, address in own:
            if is_a_page(visitor, address):
                visitor.check(str(row))
                weights[str(row)] = weight_of(visitor.page)
                seen += 1
        visitor.page.context.close()
    assert seen > 0.7 * len(found)
    assert {row: weight for row, weight in weights.items() if weight > HEAVIEST} == {}


def weight_of(page: Page) -> int:
    """What comes over the line for a page the first time, compressed; charts are left out."""
    files: int = page.evaluate(FILES_OF_A_PAGE)
    return files + len(compress(page.content().encode()))


def is_a_page(visitor: Visitor, address: str) -> bool:
    """Go there; whether it is a whole page and neither a part of one nor a file."""
    try:
        visitor.go(address)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    return visitor.page.locator("main").count() > 0
