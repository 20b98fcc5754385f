"""The rules of a workbook of leading links (contract.md, row `leading`)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from apps.audit.services import Act
from apps.organisations.leading import END_BEFORE_START, OVERLAPS, Span, overlaps, wrong_kinds
from apps.organisations.models import LeadingLink
from apps.organisations.scoped_register import ScopedComparison
from apps.organisations.services.leading import facts_of_link, leading_act
from apps.workbooks.register import Row

#: The two ends of a link, by column.
ENDS = ("leader", "led")


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as the link that it means; `changed` says whether it differs from what is stored."""

    row: Row
    link: LeadingLink
    changed: bool


class LinkComparison(ScopedComparison[LeadingLink]):
    """The links of an organisation beside each other: only one leads it at a time."""

    #: Nobody else changes who leads them in between.
    lock_organisations: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Every link of the organisations that are led, by these and by key; and what the rows make of them.
        self.stored: dict[int, dict[tuple[Any, ...], LeadingLink]] = {}
        self.drafts: dict[int, list[Draft]] = defaultdict(list)

    def key_of(self, row: Row) -> dict[str, Any] | None:
        key = super().key_of(row)
        wrong = wrong_kinds(key["leader"].kind, key["led"].kind) if key else {}
        for column, message in wrong.items():
            self.table.refuse(row, column, str(message))
        return None if wrong else key

    def existing(self, keys: Collection[Mapping[str, Any]]) -> dict[tuple[Any, ...], LeadingLink]:
        led = {key["led"].pk for key in keys}
        links = LeadingLink.objects.filter(led__in=led - self.stored.keys()).order_by("pk")
        for organisation in led:
            self.stored.setdefault(organisation, {})
        for link in links.select_for_update() if self.lock else links:
            self.stored[link.led_id][link.leader_id, link.led_id, link.start] = link
        return {key: link for organisation in led for key, link in self.stored[organisation].items()}

    def compare(self, row: Row, record: LeadingLink) -> bool:
        changed = super().compare(row, record)
        self.drafts[record.led_id].append(Draft(row, record, changed))
        return changed

    def check_row(self, row: Row, record: LeadingLink, was: Mapping[str, Any]) -> None:  # noqa: ARG002
        if record.end is not None and record.end <= record.start:
            self.table.refuse(row, "end", str(END_BEFORE_START))

    def act(self, record: LeadingLink, before: dict[str, Any], after: dict[str, Any]) -> Act:
        return leading_act(self.register.imported, record, before, after)

    def audited(self, record: LeadingLink) -> dict[str, Any]:
        return facts_of_link(record)

    def finish(self) -> None:
        for organisation, drafts in self.drafts.items():
            self._refuse_overlaps(drafts, self.stored[organisation].values())

    def _refuse_overlaps(self, drafts: Collection[Draft], stored: Iterable[LeadingLink]) -> None:
        """At the start of the later row, or at the end of the row that runs into a link that is there already."""
        named = {draft.link.pk for draft in drafts}
        spans: list[Span[Draft | None]] = [Span(it.start, it.end, None) for it in stored if it.pk not in named]
        spans += [Span(it.link.start, it.link.end, it) for it in drafts if _has_length(it)]
        at_fault: dict[int, tuple[Row, str]] = {}
        for one, after in overlaps(spans):
            if after.what is not None and after.what.changed:
                at_fault.setdefault(after.what.row.number, (after.what.row, "start"))
            elif one.what is not None and one.what.changed:
                at_fault.setdefault(one.what.row.number, (one.what.row, "end" if self.table.has("end") else "start"))
        for row, key in at_fault.values():
            self.table.refuse(row, key, str(OVERLAPS))


def _has_length(draft: Draft) -> bool:
    """Whether the end could be read and lies after the start; if not, that is the row's fault and no other."""
    return "end" not in draft.row.bad and (draft.link.end is None or draft.link.end > draft.link.start)
