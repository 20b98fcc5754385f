"""Every page that somebody may open, with the records of the demonstration: no page is wrong for anybody's eyes.

In Chinese on a telephone, in English on a screen, large and small; which pages there are says the table of routes.
The township has the longest names that people give: nothing is wider than the screen because of one.
"""

from collections.abc import Callable
from gzip import compress
from re import findall

import pytest
from django.db.models import CharField, Model, Value
from django.db.models.functions import Cast, Concat
from playwright.sync_api import Error, Page

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.attachments.models import Attachment
from apps.campaigns.models import Campaign
from apps.checklists.models import Inspection
from apps.closing.models import Proposal
from apps.commitments.models import Commitment
from apps.documents.models import Document
from apps.filings.models import Filing
from apps.filings.services import objection_say
from apps.members.models import CareRecord, Member
from apps.notices.models import Notice
from apps.organisations.kinds import Role
from apps.organisations.models import LeadingLink, Organisation, RoleAssignment
from apps.packages.models import Partner, ReceivedReport
from apps.plans.models import Exemption, Indicator, Programme
from apps.reports.models import YearEndReport
from apps.warnings.models import EarlyWarning
from tests.access.expectations import TABLE
from tests.access.rows import Row
from tests.browser.test_month import december
from tests.browser.visitor import FAILED, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

#: Whoever may see a page first looks at it; besides, the secretary of the village.
PEOPLE = {
    Role.STAFF: "staff",
    Role.LEADER: "leader",
    Role.SECRETARY: "",
    Role.MASS_OFFICER: "association",
    Role.ADMINISTRATOR: "admin",
    Role.AUDITOR: "auditor",
}
#: Where the records come from that stand in an address, and by what they are called there.
RECORDS: dict[str, tuple[type[Model], str, str]] = {
    "activity": (Activity, "number", "hosts__code"),
    "attachment": (Attachment, "pk", ""),
    "record": (Commitment, "pk", "organisation__code"),
    "campaign": (Campaign, "pk", ""),
    "member": (Member, "pk", "organisation__code"),
    "care": (CareRecord, "pk", ""),
    "inspection": (Inspection, "pk", "organisation__code"),
    "proposal": (Proposal, "pk", ""),
    "warning": (EarlyWarning, "pk", ""),
    "notice": (Notice, "pk", ""),
    "link": (LeadingLink, "pk", ""),
    "association": (LeadingLink, "led__code", ""),
    "report": (YearEndReport, "pk", ""),
    "received": (ReceivedReport, "pk", ""),
    "partner": (Partner, "pk", ""),
    "programme": (Programme, "pk", ""),
    "exemption": (Exemption, "pk", ""),
}
#: Indicators that the rows name, and what the demonstration has instead: one that is filed, one that is measured.
FILED, MEASURED = ("F-FLOW", "FIL-01"), ("M-ONE", "PIO-03")
#: Of a handover that took place, and what programs read.
WITHOUT_A_SCREEN = {"administration:handover_sheet", "portal:healthz"}
#: Names without a space; what bears one, and in which field.
LONG = "青禾镇农村综合改革与集体经济发展示范片区联合服务中心"
LONG_NAMES: tuple[tuple[type[Model], str, str], ...] = (
    (Organisation, "name", "中共{}第一网格支部委员会"),
    (Indicator, "name", "{}创建达标率"),
    (Programme, "name", "{}提升工程"),
    (User, "name", "{}·阿卜杜热合曼江"),
    (Member, "name", "阿卜杜热合曼江·{}"),
    (Document, "title", "关于印发《{}二〇一二年党建工作实施方案》的通知"),
    (Activity, "topic", "学习贯彻《{}工作规则》"),
    (Campaign, "title", "{}专项行动"),
)
#: Of a small computer, with the navigation beside the page.
SMALL_SCREEN = 1024
#: Of a whole page, in bytes.
HEAVIEST = 300_000
FILES_OF_A_PAGE = """performance.getEntriesByType("resource").filter((it) => !/echarts|pictures/.test(it.name))
  .reduce((sum, it) => sum + it.encodedBodySize, 0)"""
FILES = ("export", "workbook", "template", "download", "annotated", "package", "first_passwords")


def things(village: str) -> dict[str, str]:
    """What the demonstration puts into addresses."""
    secretary = f"secretary{village.removeprefix('V')}"
    held = RoleAssignment.objects.get(user__username=secretary)
    found = {"code": village, "person": secretary, "held": str(held.pk)}
    for name, (model, key, place) in RECORDS.items():
        records = model._default_manager.filter(**({place: village} if place else {}))
        value = records.order_by("pk").values_list(key, flat=True).first()
        if value is not None:
            found[name] = str(value)
    return found


def pages(known: dict[str, str]) -> list[tuple[Row, str, str]]:
    """Each page once, with who opens it and its address."""
    people = PEOPLE | {Role.SECRETARY: known["person"]}
    rows = [it for it in TABLE if it.method == "get" and it.ok == 200 and not it.path.startswith("/api/")]
    screens = [it for it in rows if "export=" not in it.path and it.route.partition(":")[2] not in FILES]
    return [
        (row, next(people[role] for role in people if role in row.may), address_of(row, known))
        for row in screens
        if row.may & set(people) and set(findall(r"{(\w+)}", row.path)) <= set(known)
        if row.route not in WITHOUT_A_SCREEN
    ]


def address_of(row: Row, known: dict[str, str]) -> str:
    return row.path.replace(*FILED).replace(*MEASURED).format(**known)


def name_at_length() -> None:
    """Everything that bears a name gets a long one, as far as its field takes it; no two are the same."""
    for model, field, words in LONG_NAMES:
        longest = getattr(model._meta.get_field(field), "max_length", None) or 200
        name = Value(words.format(LONG)[: longest - 12])
        model._default_manager.update(**{field: Concat(name, Cast("pk", CharField()))})


def open_december() -> str:
    """The village whose December is open and has an objection; its code."""
    village = december().split("/")[2]
    month = Filing.objects.get(organisation__code=village, month=12)
    measured = Indicator.objects.get(programme__plan=month.plan_id, code=MEASURED[1])
    staff = User.objects.get(username="staff")
    objection_say(filing=month, indicator=measured, reason="不属于本单位", by=staff)
    return village


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 360), ("en", 1440)])
def test_no_page_has_a_fault(visit: Callable[..., Visitor], language: str, width: int) -> None:
    found = pages(things(open_december()))
    name_at_length()
    weights: dict[str, int] = {}
    for username in dict.fromkeys(who for _row, who, _address in found):
        visitor = visit(f"every-page-{language}-{username}", width=width)
        own = [(row, address) for row, who, address in found if who == username]
        visitor.enter(username, language, "/")
        for row, address in own:
            if is_a_page(visitor, address):
                visitor.check(str(row))
                if width > SMALL_SCREEN:
                    visitor.check_narrower(str(row), SMALL_SCREEN)
                weights[address] = weight_of(visitor.page)
        visitor.page.context.close()
    assert len(weights) > 0.7 * len(found)
    assert {page: weight for page, weight in weights.items() if weight > HEAVIEST} == {}


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
    if visitor.page.locator("main").count():
        return True
    # A part of a page names no icon, and the browser asks for one by itself.
    visitor.faults[:] = [fault for fault in visitor.faults if not fault.startswith(f"console: {FAILED} 404")]
    return False
