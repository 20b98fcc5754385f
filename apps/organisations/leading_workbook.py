"""The workbook of leading links (contract.md, "Workbooks")."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.organisations.leading_comparing import link_changes
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.services import leading_import
from apps.organisations.services.leading import LinkChange
from apps.workbooks.columns import CodeColumn, Column, DateColumn, NameColumn
from apps.workbooks.register import Changes, Register, Table


class LeadingRegister(Register[LinkChange]):
    """Which Party organisation leads which mass organisation; a blank 终止日期 means: until further notice."""

    name: ClassVar[str] = "leading"
    title: ClassVar[str | Promise] = _("Leading links")
    sheet: ClassVar[str] = "领导关系"
    action: ClassVar[str] = "organisation.edit"
    view_action: ClassVar[str] = "organisation.view"
    columns: ClassVar[Sequence[Column]] = (
        CodeColumn("党组织编码", "leader", required=True, is_key=True, longest=40),
        NameColumn("党组织名称", "leader_name", of="leader"),
        CodeColumn("群团编码", "led", required=True, is_key=True, longest=40),
        NameColumn("群团名称", "led_name", of="led"),
        DateColumn("起始日期", "start", required=True, is_key=True),
        DateColumn("终止日期", "end", help_text=_("The first day on which it no longer holds. Empty: it still holds.")),
        Column("依据", "basis", longest=200, width=36),
    )

    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[LinkChange]:
        return link_changes(table, by, lock=lock)

    def write(self, changes: Changes[LinkChange], by: User | None) -> None:
        leading_import(created=changes.created, updated=changes.updated, by=by)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:  # noqa: ARG002
        links = LeadingLink.objects.touching(Organisation.objects.below_paths(paths))
        keys = ("leader__code", "leader__name", "led__code", "led__name", "start", "end", "basis")
        return iter(links.order_by("led__code", "start").values_list(*keys).iterator(chunk_size=2000))
