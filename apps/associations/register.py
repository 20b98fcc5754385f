"""Who leads which mass organisation, and what is advised and answered (M001 M002 M008)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.associations.models import TRADE_WORDS, Advice, Profile
from apps.organisations.kinds import Kind, Role
from apps.organisations.leading import wrong_kinds
from apps.organisations.models import LeadingLink
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Glance, Holders, lasting
from apps.registers.register import READERS, RecordRegister
from apps.registers.registry import declare


@declare
class LeadingLinks(LinkRegister):
    """Which Party organisation leads which mass organisation, one at a time."""

    name = "leading"
    record_name = "leading"
    title = gettext_lazy("Leading links")
    record_title = gettext_lazy("Leading link")
    explained = gettext_lazy("Which Party organisation leads which mass organisation, from which day on")
    icon = "affiliate"
    sheet = "领导关系"
    model = LeadingLink
    own = "led"
    one_at_a_time = ("led",)
    overlapping = gettext_lazy(
        "Another link of this organisation is in force at that time: only one Party organisation leads it at a time."
    )
    gap = gettext_lazy("From %(start)s to %(end)s (not included) nobody leads it.")
    open_gap = gettext_lazy("From %(start)s on nobody leads it.")
    titled = "basis"
    detail_template = "associations/link.html"
    glance = Glance(lasting, lines=("start", "basis"))
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": READERS | {Role.VIEWER},
        "record": frozenset({Role.STAFF}),
    }
    former_acts: ClassVar[Mapping[str, Promise]] = {
        "removed": pgettext_lazy("act", "removed"),
        "changed": pgettext_lazy("act", "changed"),
        "started": pgettext_lazy("act", "entered"),
    }
    lines: ClassVar[Any] = (
        Line("leader", "党组织编码", named="党组织名称", key=True, listed=True),
        Line("led", "群团编码", named="群团名称", key=True, listed=True),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("basis", "依据", searched=True, width=36),
    )

    def title_of(self, record: Any) -> str:
        return f"{record.leader.name} → {record.led.name}"

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        wrong = wrong_kinds(record.leader.kind, record.led.kind)
        return {**super().errors_of(record, on), **{name: str(why) for name, why in wrong.items()}}


@declare
class AdviceRegister(CaseRegister):
    """Given in the name of the leading organisation, answered by the one that it leads; nothing else passes."""

    name = "advice"
    record_name = "advice"
    title = gettext_lazy("Advice to mass organisations")
    record_title = gettext_lazy("Advice")
    explained = gettext_lazy("What the leading Party organisation advises, and what the mass organisation answers")
    icon = "messages"
    sheet = "建议"
    organisation_headings = ("群团编码", "群团名称")
    organisation_label = gettext_lazy("Mass organisation")
    model = Advice
    titled = "text"
    #: It stays between the two.
    reported = False
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": READERS - {Role.VILLAGE_CONTACT},
        "record": frozenset({Role.SECRETARY}),
        "decide": frozenset({Role.MASS_OFFICER}),
        # What has been answered stands.
        "amend": frozenset(),
    }
    awaited = ("record", "decide")
    former_acts: ClassVar[Mapping[str, Promise]] = {
        "answered": pgettext_lazy("act", "answered"),
        "given": pgettext_lazy("act", "given"),
    }
    lines: ClassVar[Any] = (
        Line("giver", "党组织编码", named="党组织名称", key=True, listed=True),
        Line("text", "建议", key=True, listed=True, searched=True, width=44),
        Line("given_on", "建议日期", key=True, listed=True),
        Line("answer", "答复", searched=True, width=44),
        Line("answered_on", "答复日期", listed=True),
    )

    def ends(self, what: str) -> Sequence[str]:
        return ("giver",) if what == "record" else (self.own,)

    def form_lines(self, record: Any) -> Iterator[Line]:
        """Who advised whom stays as it was sent; the answer is a step."""
        offered = {"text", "given_on"} if record else {"organisation", "giver", "text", "given_on"}
        return (line for line in self.all_lines if line.name in offered)

    def right_to_change(self, record: Any) -> str:
        return "record" if record.answered_on is None else "amend"

    def title_of(self, record: Any) -> str:
        return Truncator(record.text).chars(40)

    def complete(self, record: Any) -> None:
        record.text, record.answer = record.text.strip(), record.answer.strip()

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.answered_on and not record.answer:
            found["answer"] = _("Write an answer.")
        if record.answer and not record.answered_on:
            found["answered_on"] = _("Enter the day of the answer.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Only whoever leads it on the day advises it; what was answered stands, whatever is corrected later."""
        new = [it for it in records if it.pk is None or it.answered_on is None]
        led = LeadingLink.objects.counted().filter(led__in={it.organisation_id for it in new})
        terms = list(led.values_list("leader", "led", "start", "end"))
        for it in new:
            known = (span for leader, its, *span in terms if (leader, its) == (it.giver_id, it.organisation_id))
            if not any(start <= it.given_on and (end is None or it.given_on < end) for start, end in known):
                yield it, "giver", _("Only the Party organisation that leads it that day may advise it.")


class OfAssociations(RecordRegister):
    """What an association keeps about itself: the branch that leads it reads that and writes nothing (M008)."""

    organisation_headings = ("协会编码", "协会名称")
    organisation_label = gettext_lazy("Association")
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": READERS,
        "record": frozenset({Role.STAFF, Role.MASS_OFFICER}),
        "decide": frozenset({Role.STAFF}),
    }

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.organisation.kind != Kind.ASSOCIATION:
            found["organisation"] = _("Only of a farmers’ association.")
        return found


@declare
class Associations(OfAssociations, LinkRegister):
    name = "associations"
    record_name = "association"
    title = gettext_lazy("Associations at work")
    record_title = gettext_lazy("Association at work")
    explained = gettext_lazy("What associations live by, which villages they cover, from when to when they work")
    icon = "plant-2"
    sheet = "协会"
    model = Profile
    titled = "product"
    one_at_a_time = ("organisation",)
    glance = Glance(lasting)
    lines: ClassVar[Any] = (
        Line("trade", "产业类型", listed=True, filtered=True, words=TRADE_WORDS, width=10),
        Line("product", "产品", listed=True, searched=True),
        Line("villages", "覆盖村", listed=True, searched=True, width=30),
        Line("number_of_villages", "覆盖村数", width=10),
        Line("fees", "会费依据", width=24),
        Line("start", "开始运行", key=True, listed=True),
        Line("end", "停止运行"),
    )
    kind = "trade"
    measures: ClassVar[Any] = (Holders("M005", lasting),)

    def title_of(self, record: Any) -> str:
        return str(record)
