"""What the registers about single officials have in common: few read them, every look is noted, names leave masked."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from apps.core.restricted import MASKED_OUTSIDE, mask_name
from apps.members.people import GIVE_HELP, WITH_NEED
from apps.organisations.kinds import Role
from apps.registers.noted import Noted
from apps.registers.register import DECIDERS
from apps.registers.workbook import RecordComparison
from apps.workbooks.keyed_register import Comparison
from apps.workbooks.register import Row

#: Who must know, who enters, and who decides.
GUARDED: Mapping[str, frozenset[Role]] = {"view": WITH_NEED, "record": GIVE_HELP, "decide": DECIDERS}


class MaskedComparison(RecordComparison):
    """A masked name leaves alone what is there."""

    def wanted(self, row: Row, record: Any) -> dict[str, Any]:
        found = super().wanted(row, record)
        masks = MASKED_OUTSIDE.get(record._meta.label, {})
        kept = {it for it, mask in masks.items() if found.get(it) and found[it] == mask(getattr(record, it))}
        return {name: value for name, value in found.items() if name not in kept}

    def check_row(self, row: Row, record: Any, was: Mapping[str, Any]) -> None:
        super().check_row(row, record, was)
        if "person" in was and record.person == mask_name(record.person):
            self.table.refuse(row, "person", _("This name is masked: enter it in full."))


class OfOfficials(Noted):
    """Records about who holds a post: neither in reports nor for other systems, and in the log by the post."""

    reported: ClassVar[bool] = False
    exchanged: ClassVar[bool] = False
    comparison: ClassVar[type[Comparison[Any]]] = MaskedComparison
    roles: ClassVar[Mapping[str, frozenset[Role]]] = GUARDED
    list_noted = True

    def subject(self, record: Any) -> str:
        return f"{record.organisation.code} {record.position}"
