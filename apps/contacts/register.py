"""The register of contact points and pairings."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from apps.contacts.models import RESTRICTED, TYPE_WORDS, ContactPoint, ContactType
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Covered, DistinctCount, Glance, lasting
from apps.registers.register import DECIDERS, KEPT_BY_STAFF
from apps.registers.registry import declare


@declare
class Contacts(LinkRegister):
    name = "contacts"
    record_name = "contact"
    title = gettext_lazy("Contact points and pairings")
    record_title = gettext_lazy("Contact point")
    explained = gettext_lazy("Which leader, unit or sponsor stands by which village; visits are activities")
    icon = "heart-handshake"
    sheet = "联系结对"
    model = ContactPoint
    titled = "partner"
    #: The township sends its leaders: no village gives itself one.
    roles = {**KEPT_BY_STAFF, "decide": DECIDERS}
    glance = Glance(lasting, lines=("type", "position", "task"))
    lines: ClassVar[Any] = (
        Line("type", "类别", key=True, listed=True, filtered=True, words=TYPE_WORDS, width=18),
        Line("partner", "联系人或单位", key=True, listed=True, searched=True, width=24),
        Line("position", "职务或部门", listed=True, searched=True, width=24),
        Line("helped", "联系户数或人数", width=12),
        Line("task", "帮扶内容", width=36),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
    )
    kind = "type"
    confidential: ClassVar[Any] = {"type": RESTRICTED}
    measures: ClassVar[Any] = (
        Covered("M124", lasting, (ContactType.LEADER,)),
        DistinctCount("M128", lasting, (ContactType.UNIT,)),
    )
