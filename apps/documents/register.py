"""The register of documents."""

import re
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.documents.models import TYPE_WORDS, Document, DocumentType, current_on
from apps.registers.lines import Line
from apps.registers.measures import Coverage, Covered, Glance, Number, Period, Way
from apps.registers.register import RecordRegister
from apps.registers.registry import declare

#: 清委发〔2026〕12号: who, the year, the running number of the year.
NUMBER = re.compile(r"(?P<by>[^〔〕]{1,30})〔(?P<year>\d{4})〕(?P<running>[1-9]\d{0,4})号")


def current(period: Period) -> Q:
    """What is current on the day."""
    return current_on(period.as_of)


def issued_this_year(period: Period) -> Q:
    """What was issued in the year and is still current."""
    return current_on(period.as_of) & Q(date__gte=period.first_day)


@declare
class Documents(RecordRegister):
    name = "documents"
    record_name = "document"
    title = gettext_lazy("Documents")
    record_title = gettext_lazy("Document")
    explained = gettext_lazy("Numbers, days, titles; what is current and what was replaced")
    icon = "file-description"
    sheet = "公文"
    organisation_headings = ("发文组织编码", "发文组织")
    organisation_label = gettext_lazy("Issued by")
    model = Document
    titled = "title"
    glance = Glance(current, lines=("number", "type", "date"))
    lines: ClassVar[Any] = (
        Line("number", "文号", key=True, listed=True, searched=True, width=22),
        Line("title", "标题", key=True, listed=True, searched=True, width=44),
        Line("type", "种类", listed=True, filtered=True, words=TYPE_WORDS),
        Line("date", "成文日期", key=True, listed=True),
        Line("addressees", "主送", width=24),
        Line("copies", "印数", width=8),
        Line("keywords", "主题词", searched=True),
        Line("supersedes", "替代文号", width=22),
        Line("repealed_on", "废止日期"),
        Line("body", "正文", searched=True, width=40),
    )
    kind = "type"
    measures: ClassVar[Any] = (
        Coverage("M006", current, (DocumentType.CHARTER,)),
        Coverage("M016", current, (DocumentType.SCHEME,)),
        Coverage("M020", current, (DocumentType.LEAGUE_RULES,)),
        Covered("M030", current, (DocumentType.CO_BUILDING,)),
        Covered("M070", current, (DocumentType.THREE_FIXES,)),
        Covered("M131", current, (DocumentType.EMERGENCY,)),
        Covered("M142", issued_this_year, (DocumentType.TRAINING_PLAN,)),
        Covered("M146", current, (DocumentType.PROCEDURE,)),
        Covered("M155", current, (DocumentType.WORKFLOW,)),
    )
    ways: ClassVar[Any] = (
        Way("share", gettext_lazy("share of those meant that have a current one"), Coverage, current),
        Way("covered", gettext_lazy("how many of those meant have a current one"), Covered, current),
        Way("number", gettext_lazy("how many were issued in the year"), Number, issued_this_year),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.number and not (parts := NUMBER.fullmatch(record.number)):
            found["number"] = _("Write it like 清委发〔2026〕12号, with the year in 〔 〕.")
        elif record.number and record.date and int(parts["year"]) != record.date.year:  # type: ignore[index]
            found["number"] = _("The year in the number is not the year of the document.")
        if record.repealed_on and record.date and record.repealed_on < record.date:
            found["repealed_on"] = _("Before the day of the document.")
        return found
