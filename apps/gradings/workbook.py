"""The register of classes in and out of Excel (contract.md, row `classes`)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.gradings.classes import GradingClass, RecognitionLevel
from apps.gradings.comparing import grading_changes
from apps.gradings.models import Grading
from apps.gradings.querysets import GradingQuerySet
from apps.gradings.services.imports import Change, gradings_import
from apps.organisations.models import Organisation
from apps.workbooks.columns import YES_NO, CodeColumn, Column, DateColumn, IntegerColumn, NameColumn, WordColumn
from apps.workbooks.register import Changes, Register, Table

CLASSES = {
    "先进": GradingClass.ADVANCED.value,
    "一般": GradingClass.GENERAL.value,
    "后进": GradingClass.BACKWARD.value,
    "未定级": GradingClass.UNGRADED.value,
}
LEVELS = {
    "无": RecognitionLevel.NONE.value,
    "镇级": RecognitionLevel.TOWNSHIP.value,
    "区县级": RecognitionLevel.DISTRICT.value,
    "市级": RecognitionLevel.CITY.value,
    "省级": RecognitionLevel.PROVINCE.value,
    "国家级": RecognitionLevel.NATIONAL.value,
    "全国": RecognitionLevel.NATIONAL.value,
}
ACCEPTANCE = {"通过": True, "未通过": False}


class ClassesRegister(Register[Change]):
    """The classes of organisations at the start and at the end of a year.

    An imported start class is confirmed unless its 年初核准 says 否; an end class without 核准日期 is a draft.
    Whoever may edit but not confirm imports drafts and changes nothing that is confirmed.
    """

    name: ClassVar[str] = "classes"
    title: ClassVar[str | Promise] = _("Classes")
    sheet: ClassVar[str] = "等次"
    action: ClassVar[str] = "class.edit"
    view_action: ClassVar[str] = "class.view"
    columns: ClassVar[Sequence[Column]] = (
        IntegerColumn("年度", "year", required=True, is_key=True, least=1949, most=2999, width=8),
        CodeColumn("组织编码", "code", required=True, is_key=True, longest=40),
        NameColumn("组织名称", "organisation_name", of="code"),
        WordColumn("年初等次", "start_class", required=True, words=CLASSES, width=11),
        WordColumn("年初命名层级", "start_level", words=LEVELS, width=15),
        WordColumn("年末等次", "end_class", words=CLASSES, width=11),
        WordColumn("年末命名层级", "end_level", words=LEVELS, width=15),
        WordColumn("整顿验收", "accepted", words=ACCEPTANCE, width=11),
        DateColumn("核准日期", "confirmed_on"),
        DateColumn("上级审定日期", "superior_decided_on", width=15),
        Column("文号", "document_number", longest=80, width=24),
        WordColumn("年初核准", "start_confirmed", words=YES_NO, width=11),
    )

    def check(self, table: Table, by: User | None) -> Changes[Change]:
        return grading_changes(table, by)

    def write(self, changes: Changes[Change], by: User | None) -> None:
        gradings_import(created=changes.created, updated=changes.updated, by=by)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        gradings = Grading.objects.filter(organisation__in=Organisation.objects.below_paths(paths))
        return self.rows_of(gradings if year is None else gradings.filter(year=year))

    def rows_of(self, gradings: GradingQuerySet) -> Iterator[Sequence[Any]]:
        """The records of these classes, streamed by year and code."""
        of_organisation = {"code": "organisation__code", "organisation_name": "organisation__name"}
        keys = [of_organisation.get(column.key, column.key) for column in self.columns]
        rows = gradings.order_by("year", "organisation__code").values_list(*keys)
        # An end class that is not there is a blank cell, not a word.
        return (tuple(None if value == "" else value for value in row) for row in rows.iterator())
