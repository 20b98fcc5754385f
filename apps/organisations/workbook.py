"""The workbook of organisations (contract.md, "Workbooks").

Rows come in any order.  A new organisation stands below 上级编码 from 成立日期 on (blank: always); a changed
上级编码 corrects the current link, a dated move is made on the page; a changed 成立日期 takes the first link
along.  A blank 纳入定级 means: as usual for the kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.organisations.comparing import compare
from apps.organisations.kinds import Closing, Kind, Sector, Setting
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.rules import is_code
from apps.organisations.services import organisations_import
from apps.organisations.services.imports import Change
from apps.workbooks.columns import YES_NO, BadValue, CodeColumn, Column, DateColumn, NameColumn, WordColumn
from apps.workbooks.register import Changes, Register, Table

KINDS = {
    "党委": Kind.COMMITTEE,
    "党总支": Kind.GENERAL_BRANCH,
    "党支部": Kind.BRANCH,
    "联合党支部": Kind.JOINT_BRANCH,
    "党小组": Kind.GROUP,
    "团委": Kind.LEAGUE_COMMITTEE,
    "团总支": Kind.LEAGUE_GENERAL_BRANCH,
    "团支部": Kind.LEAGUE_BRANCH,
    "妇联": Kind.WOMENS_FEDERATION,
    "工会": Kind.TRADE_UNION,
    "协会": Kind.ASSOCIATION,
}
SECTORS = {
    "村": Sector.VILLAGE,
    "社区": Sector.COMMUNITY,
    "机关": Sector.OFFICE,
    "事业单位": Sector.INSTITUTION,
    "国有企业": Sector.STATE_ENTERPRISE,
    "非公有制经济组织": Sector.PRIVATE_ENTERPRISE,
    "社会组织": Sector.SOCIAL_ORGANISATION,
    "办事处": Sector.SUB_OFFICE,
    "企业": Sector.STATE_ENTERPRISE,
    "两新组织": Sector.PRIVATE_ENTERPRISE,
}
SETTINGS = {"区域型": Setting.AREA, "协会型": Setting.ASSOCIATION, "功能型": Setting.FUNCTION}
CLOSINGS = {"撤销": Closing.DISSOLVED, "并入": Closing.MERGED}


@dataclass(frozen=True)
class OwnCodeColumn(CodeColumn):
    """The code of the row's own organisation, which may be new."""

    def read(self, value: Any) -> str:
        code = super().read(value)
        try:
            is_code(code)
        except ValidationError as error:
            raise BadValue(error.message) from error
        return code


class OrganisationsRegister(Register[Change]):
    name = "organisations"
    title = _("Organisations")
    sheet = "组织"
    action = "organisation.edit"
    view_action = "organisation.view"
    columns = (
        OwnCodeColumn("编码", "code", required=True, is_key=True, longest=40),
        Column("名称", "name", required=True, longest=120, width=36),
        WordColumn("类型", "kind", required=True, words=KINDS),
        WordColumn("领域", "sector", words=SECTORS, width=18),
        CodeColumn(
            "上级编码",
            "parent",
            longest=40,
            help_text=_(
                "May stand in this workbook, in any row. Corrects the parent; a dated move is made on the page."
            ),
        ),
        NameColumn("上级名称", "parent_name", of="parent"),
        DateColumn("成立日期", "opened", help_text=_("Empty: it has always existed.")),
        DateColumn("撤销日期", "closed", help_text=_("The first day on which it no longer exists.")),
        WordColumn("撤销方式", "closing", words=CLOSINGS, width=10),
        CodeColumn("并入编码", "merged_into", longest=40, help_text=_("Only with 撤销方式 = 并入.")),
        NameColumn("并入名称", "merged_into_name", of="merged_into"),
        Column("批准文号", "approval_number", longest=80, width=24),
        WordColumn(
            "纳入定级",
            "graded",
            words=YES_NO,
            width=10,
            help_text=_("Empty: 是 for 党支部, 联合党支部 and 党总支, 否 for all others."),
        ),
        WordColumn("设置类型", "setting", words=SETTINGS, width=10),
        Column("成立文号", "founding_number", longest=80, width=24),
    )

    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[Change]:  # noqa: ARG002
        return compare(table, by)

    def write(self, changes: Changes[Change], by: User | None) -> None:
        organisations_import(created=changes.created, updated=changes.updated, by=by)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterable[Sequence[Any]]:  # noqa: ARG002
        return self.rows_of(Organisation.objects.below_paths(paths))

    def rows_of(self, organisations: OrganisationQuerySet) -> Iterable[Sequence[Any]]:
        """The records of these organisations, streamed by code."""
        fields = ("code", "name", "kind", "sector", "parent_code", "parent_name", "opened", "closed")
        rest = (
            "closing",
            "merged_into__code",
            "merged_into__name",
            "approval_number",
            "graded",
            "setting",
            "founding_number",
        )
        return organisations.with_parent().order_by("code").values_list(*fields, *rest).iterator(chunk_size=2000)
