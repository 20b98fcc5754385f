"""The workbook of leading links (contract.md, "Workbooks")."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.organisations.leading_comparing import ENDS, LinkComparison
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.scoped_register import ScopedRegister
from apps.workbooks.columns import CodeColumn, Column, DateColumn, NameColumn
from apps.workbooks.keyed_register import Change
from apps.workbooks.register import Changes


class LeadingRegister(ScopedRegister[LeadingLink]):
    """Which Party organisation leads which mass organisation; a blank 终止日期 means: until further notice."""

    name: ClassVar[str] = "leading"
    title: ClassVar[str | Promise] = _("Leading links")
    sheet: ClassVar[str] = "领导关系"
    model: ClassVar[type[LeadingLink]] = LeadingLink
    codes: ClassVar[Sequence[str]] = ENDS
    own: ClassVar[str] = "led"
    imported: ClassVar[str] = "leading.imported"
    comparison: ClassVar[type[LinkComparison]] = LinkComparison
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

    def write(self, changes: Changes[Change[LeadingLink]], by: User | None) -> None:
        """First those that end, so that at no moment two links of one organisation hold until further notice."""
        changes.updated.sort(key=lambda change: change.record.end is None)
        super().write(changes, by)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:  # noqa: ARG002
        links = LeadingLink.objects.touching(Organisation.objects.below_paths(paths))
        keys = ("leader__code", "leader__name", "led__code", "led__name", "start", "end", "basis")
        return iter(links.order_by("led__code", "start").values_list(*keys).iterator(chunk_size=2000))
