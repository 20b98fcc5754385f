"""The rows of the members' workbook beside the roll."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.core.calendar import today
from apps.core.restricted import mask_name, mask_whole
from apps.members.categories_column import categories_of
from apps.members.models import Member
from apps.registers.models import Record
from apps.registers.workbook import RecordComparison
from apps.workbooks.register import Row

#: What a file without a watermark says in the place of these.
MASKED = {"name": mask_name, "born": mask_whole, "categories": mask_whole}


class MembersComparison(RecordComparison):
    """Members are found by their numbers, wherever they belong; a masked value leaves alone what is there."""

    def look_at(self, rows: Sequence[Row]) -> None:
        codes = {row.get("code") for row in rows} - {None}
        self.categories = categories_of(codes, today())
        taken = Member.objects.filter(code__in=codes, withdrawn_at__isnull=False)
        self.gone = set(taken.values_list("code", flat=True))
        super().look_at(rows)

    def key_of(self, row: Row) -> dict[str, Any] | None:
        """A member without a place is wrong already, and nothing more can be said."""
        return None if row.get("organisation") is None else super().key_of(row)

    def existing(self, keys: Collection[Mapping[str, Any]]) -> dict[tuple[Any, ...], Record]:
        return super(RecordComparison, self).existing(keys)

    def records(self) -> Any:
        return super().records().counted()  # type: ignore[attr-defined]

    def value_of(self, record: Any, name: str) -> Any:
        if name == "categories":
            return self.categories.get(record.code, "") if not hasattr(record, name) else record.categories
        return super().value_of(record, name)

    def blank(self, name: str) -> Any:
        return "" if name == "categories" else super().blank(name)

    def wanted(self, row: Row, record: Any) -> dict[str, Any]:
        if record.pk is not None and record.organisation_id == (place := row.values["organisation"]).pk:
            record.organisation = place  # with its place in the tree, of which the rights are asked
        record.categories = self.categories.get(record.code, "")
        found = super().wanted(row, record)
        stored = {name: self.value_of(record, name) for name in MASKED}
        masked = {name for name, mask in MASKED.items() if found[name] == mask(stored[name])}
        return {name: value for name, value in found.items() if name not in masked}

    def check_row(self, row: Row, record: Any, was: Mapping[str, Any]) -> None:
        super().check_row(row, record, was)
        if record.pk is None and record.code in self.gone:
            self.table.refuse(row, "code", _("A withdrawn record has this number."))
        if "name" in was and record.name == mask_name(record.name):
            self.table.refuse(row, "name", _("This name is masked: enter it in full."))

    def audited(self, record: Any) -> dict[str, Any]:
        return {**super().audited(record), "categories": record.categories}
