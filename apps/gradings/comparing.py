"""The rules of a workbook of classes (contract.md, row `classes`)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from apps.gradings.models import Grading
from apps.gradings.services import acceptance_errors, end_errors, start_errors
from apps.gradings.services.drafting import END_FIELDS, START_FIELDS
from apps.organisations.scoped_register import ScopedComparison
from apps.workbooks.register import Row


class GradingComparison(ScopedComparison[Grading]):
    """Whoever may not confirm brings drafts.  The day of an acceptance goes with it where no column tells another."""

    actions: ClassVar[Sequence[str]] = ("class.confirm",)

    def wanted(self, row: Row, record: Grading) -> dict[str, Any]:
        wanted = super().wanted(row, record)
        if row.get("start_confirmed") is None:
            wanted["start_confirmed"] = self._may_confirm(record) or record.start_confirmed
        if not self.table.has("accepted_on") and wanted.get("accepted", record.accepted) is not record.accepted:
            wanted["accepted_on"] = None
        return wanted

    def check_row(self, row: Row, record: Grading, was: Mapping[str, Any]) -> None:
        if not self._may_confirm(record):
            self._refuse_confirming(row, record, was)
        if "start_class" in was:
            for sentence in start_errors(record.start_class, record.year, record.organisation.opened).values():
                self.table.refuse(row, "start_class", sentence)
        if "end_class" not in row.bad:
            for sentence in end_errors(record.end_class, record.confirmed_on).values():
                self.table.refuse(row, "end_class" if self.table.has("end_class") else "confirmed_on", sentence)
        if not row.bad.intersection(("accepted", "accepted_on")):
            for sentence in acceptance_errors(record.accepted, record.accepted_on).values():
                self.table.refuse(row, "accepted_on" if self.table.has("accepted_on") else "accepted", sentence)

    def subject(self, record: Grading) -> str:
        return record.subject

    def _may_confirm(self, record: Grading) -> bool:
        return self.may(record.organisation, "class.confirm")

    def _refuse_confirming(self, row: Row, record: Grading, was: Mapping[str, Any]) -> None:
        """Whoever may not confirm sets no confirmation and changes nothing that is confirmed."""
        for key in ("confirmed_on", "start_confirmed"):
            if key in was:
                self.table.refuse(row, key, _("You may enter classes but not confirm them."))
        fixed: set[str] = set()
        if was.get("start_confirmed", record.start_confirmed):
            fixed |= START_FIELDS
        if was.get("confirmed_on", record.confirmed_on) is not None:
            fixed |= END_FIELDS | {"document_number"}
        for key in sorted(fixed & was.keys()):
            self.table.refuse(row, key, _("This class is confirmed. Take the confirmation back first."))
