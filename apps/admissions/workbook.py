"""The rows of a workbook beside the admission cases, and other cases whose people are masked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from apps.core.restricted import MASKED_OUTSIDE, mask_name
from apps.registers.workbook import RecordComparison
from apps.workbooks.register import Row


class AdmissionComparison(RecordComparison):
    """A masked value leaves alone what is there."""

    def wanted(self, row: Row, record: Any) -> dict[str, Any]:
        found = super().wanted(row, record)
        masks = MASKED_OUTSIDE[record._meta.label]
        masked = {
            name for name, mask in masks.items() if found.get(name) and found[name] == mask(getattr(record, name))
        }
        return {name: value for name, value in found.items() if name not in masked}

    def check_row(self, row: Row, record: Any, was: Mapping[str, Any]) -> None:
        super().check_row(row, record, was)
        if "name" in was and record.name == mask_name(record.name):
            self.table.refuse(row, "name", _("This name is masked: enter it in full."))
