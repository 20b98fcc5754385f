"""The register of classes in and out of Excel (contract.md, row `classes`)."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.gradings.classes import GradingClass, RecognitionLevel
from apps.gradings.comparing import GradingComparison
from apps.gradings.models import Grading
from apps.organisations.scoped_register import ScopedRegister
from apps.workbooks.columns import YES_NO, CodeColumn, Column, DateColumn, IntegerColumn, NameColumn, WordColumn

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


class ClassesRegister(ScopedRegister[Grading]):
    """The classes of organisations at the start and at the end of a year.

    An imported start class is confirmed unless its 年初核准 says 否; an end class without 核准日期 is a draft.
    Whoever may edit but not confirm imports drafts and changes nothing that is confirmed.
    """

    name: ClassVar[str] = "classes"
    title: ClassVar[str | Promise] = _("Classes")
    sheet: ClassVar[str] = "等次"
    model: ClassVar[type[Grading]] = Grading
    imported: ClassVar[str] = "grading.imported"
    comparison: ClassVar[type[GradingComparison]] = GradingComparison
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
        DateColumn("验收日期", "accepted_on"),
    )
