"""The registers about checklists: what was found, what is asked, who stands on the township's lists."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.accounts.models import User
from apps.checklists.catalogue import Catalogue, names, words
from apps.checklists.models import ITEM_LENGTH, Inspection, ItemList, Listing, OwnChecklist
from apps.checklists.names import (
    CHECKLIST_WORDS,
    LIST_WORDS,
    MEANT_WORDS,
    OUTCOME_WORDS,
    SHOULD_HAVE,
    Checklist,
    Outcome,
)
from apps.checklists.sheets import write_sheets
from apps.checklists.workbook import ResultComparison, columns, exported
from apps.core.calendar import today, valid_on
from apps.organisations.models import LeadingLink
from apps.organisations.recorded import RecordQuerySet
from apps.registers.lines import Line
from apps.registers.links import LinkRegister, LinkState
from apps.registers.measures import Coverage, Covered, Glance, Period, Settled, Way, lasting
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare
from apps.workbooks.columns import Column
from apps.workbooks.register import Changes


def all_met(period: Period) -> Q:
    """All was met when it was last inspected."""
    return Q(outcome=Outcome.MET) & latest(period)


def latest(period: Period) -> Q:
    """What was found last by each checklist."""
    those = Inspection.objects.counted().filter(organisation=OuterRef("organisation"), checklist=OuterRef("checklist"))
    return Q(date__lte=period.as_of) & ~Q(Exists(those.filter(date__gt=OuterRef("date"), date__lte=period.as_of)))


#: Of what one should have: nobody of the kind is led today.
LACKING = LinkState("lacking", pgettext_lazy("list", "has none yet"), "red")


def should_have(period: Period) -> Q:
    """Stands on a list of those who should have a mass organisation."""
    return lasting(period) & Q(list__in=SHOULD_HAVE)


def has_it(period: Period) -> Q:
    """Leads one of the kind on the day, that exists."""
    leading = LeadingLink.objects.counted().filter(valid_on(period.as_of), leader=OuterRef("organisation"))
    existing = leading.filter(Q(led__closed__isnull=True) | Q(led__closed__gt=period.as_of))
    found = Q(pk__in=[])
    for name, kinds in SHOULD_HAVE.items():
        found |= Q(list=name) & Q(Exists(existing.filter(led__kind__in=kinds)))
    return found


def _covered(mechanism: str, checklist: Checklist) -> Coverage:
    return Coverage(mechanism, all_met, (checklist,))


@declare
class Checklists(RecordRegister):
    """Inspections are entered in the grid, and in Excel one row for each item."""

    name = "checklists"
    record_name = "inspection"
    reported = False
    title = gettext_lazy("Checklists")
    record_title = gettext_lazy("Inspection")
    explained = gettext_lazy("Item by item: what is met, what is not, what nobody has looked at yet")
    icon = "checklist"
    sheet = "清单核查"
    detail_template = "checklists/detail.html"
    model = Inspection
    titled = "checklist"
    glance = Glance(latest)
    lines: ClassVar[Any] = (
        Line("checklist", "清单", key=True, listed=True, filtered=True, values_named=names, words=words, width=20),
        Line("date", "日期", key=True, listed=True),
        Line("outcome", "结论", listed=True, filtered=True, words=OUTCOME_WORDS),
    )
    kind = "checklist"
    measures: ClassVar[Any] = (
        _covered("M068", Checklist.THREE_TWO),
        _covered("M077", Checklist.DISCLOSURE),
        _covered("M094", Checklist.FIVE_ONES),
        _covered("M136", Checklist.STANDARDISATION),
        _covered("M137", Checklist.THREE_HAVES),
        _covered("M165", Checklist.FIVE_GOOD),
    )
    ways: ClassVar[Any] = (
        Way("share", gettext_lazy("share of those meant that meet it"), Coverage, all_met),
        Way("covered", gettext_lazy("how many of those meant meet it"), Covered, all_met),
    )

    comparison = ResultComparison

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return columns()

    def title_of(self, record: Any) -> str:
        return Catalogue().name_of(record.checklist)

    def write(self, changes: Changes[Any], by: User | None) -> None:
        sheets = {id(it.sheet): it.sheet for it in (*changes.created, *changes.updated)}
        write_sheets(sheets.values(), by=by, imported=True)

    def rows_of(self, records: Any) -> Iterator[Sequence[Any]]:
        return exported(records)


@declare
class ItemLists(RecordRegister):
    name = "checklist-items"
    record_name = "item_list"
    reported = False
    title = gettext_lazy("Items of checklists")
    record_title = gettext_lazy("Items of a checklist")
    explained = gettext_lazy("What each checklist asks, from which day on; earlier results keep the items of their day")
    icon = "list-numbers"
    sheet = "清单项目"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = ItemList
    titled = "items"
    roles = KEPT_BY_STAFF
    settles = True
    lies_ahead = True
    lines: ClassVar[Any] = (
        Line("checklist", "清单", key=True, listed=True, filtered=True, values_named=names, words=words, width=20),
        Line("start", "起始日期", key=True, listed=True),
        Line("items", "项目", searched=True, width=60),
        Line("basis", "依据", listed=True, searched=True, width=40),
    )

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return self.columns_now()

    def title_of(self, record: Any) -> str:
        return Catalogue().name_of(record.checklist)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:  # noqa: ARG002
        names = record.names
        if len(set(names)) < len(names):
            return {"items": _("An item stands here twice.")}
        if any(len(name) > ITEM_LENGTH for name in names):
            return {"items": _("An item has at most %(count)d characters.") % {"count": ITEM_LENGTH}}
        return {}


@declare
class Listings(LinkRegister):
    name = "listings"
    record_name = "listing"
    reported = False
    title = gettext_lazy("Lists of units and branches")
    record_title = gettext_lazy("Place on a list")
    explained = gettext_lazy("Which units adopt a work method and which branches are pilots, from when until when")
    icon = "list-check"
    sheet = "名单"
    model = Listing
    titled = "basis"
    roles = KEPT_BY_STAFF
    settles = True
    lines: ClassVar[Any] = (
        Line("list", "名单", key=True, listed=True, filtered=True, words=LIST_WORDS),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("basis", "依据", listed=True, searched=True, width=40),
    )
    kind = "list"
    states = (*LinkRegister.states, LACKING)
    measures: ClassVar[Any] = (Settled("M091", should_have, tuple(SHOULD_HAVE), settled=has_it),)

    def records(self) -> RecordQuerySet:
        """Each with whether what it should have is missing today."""
        found: RecordQuerySet = (
            super().records().annotate(lacks=Case(When(self.in_state(LACKING.code), then=True), default=False))
        )
        return found

    def state_of(self, record: Any) -> LinkState:
        return LACKING if getattr(record, "lacks", False) else super().state_of(record)

    def in_state(self, code: str) -> Q:
        """What is lacking is the same as in the figure."""
        now = Period(today(), today())
        return should_have(now) & ~has_it(now) if code == LACKING.code else super().in_state(code)


@declare
class OwnChecklists(RecordRegister):
    name = "own-checklists"
    record_name = "own_checklist"
    reported = False
    title = gettext_lazy("Own checklists")
    record_title = gettext_lazy("Own checklist")
    explained = gettext_lazy("Checklists that the township makes itself: whom they mean and how many items must be met")
    icon = "playlist-add"
    sheet = "自设清单"
    organisation_label = gettext_lazy("For this organisation and all below it")
    detail_template = "checklists/own.html"
    model = OwnChecklist
    #: Its code is its own, not that of the organisation.
    fields: ClassVar[Mapping[str, str]] = {}
    titled = "name"
    roles = KEPT_BY_STAFF
    settles = True
    lies_ahead = True
    lines: ClassVar[Any] = (
        Line("name", "名称", listed=True, searched=True, width=20),
        Line("code", "清单编码", key=True, listed=True, searched=True),
        Line("meant", "适用对象", listed=True, filtered=True, words=MEANT_WORDS, width=20),
        Line("needed", "应达标项数", listed=True, width=12),
        Line("start", "起始日期", listed=True),
        Line("end", "终止日期"),
    )

    def form_lines(self, record: Any) -> Iterator[Line]:
        """The code stays: items and inspections stand under it."""
        return (line for line in self.all_lines if record is None or line.name != "code")

    def errors_of(self, record: Any, on: date) -> dict[str, str]:  # noqa: ARG002
        found = {}
        if record.end and record.start and record.end <= record.start:
            found["end"] = _("Not after the day on which it begins.")
        others = self.records().counted().exclude(pk=record.pk)
        if record.code in Checklist.values or others.filter(code=record.code).exists():
            found["code"] = _("There is a checklist with this code already.")
        if record.name in CHECKLIST_WORDS or others.filter(name=record.name).exists():
            found["name"] = _("There is a checklist of this name already.")
        return found
