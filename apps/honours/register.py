"""The register of honours."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.honours.models import Honour
from apps.honours.types import LEVEL_WORDS, TYPE_WORDS, type_of
from apps.registers.lines import Line
from apps.registers.register import CaseRegister
from apps.registers.registry import declare


@declare
class Honours(CaseRegister):
    name = "honours"
    record_name = "honour"
    title = gettext_lazy("Honours")
    record_title = gettext_lazy("Honour")
    explained = gettext_lazy("Nominated, on public notice, named, revoked: who holds which honour")
    icon = "award"
    sheet = "荣誉"
    organisation_headings = ("受表彰编码", "受表彰单位")
    organisation_label = gettext_lazy("Holder, or the organisation of the person")
    model = Honour
    titled = "title"
    lines: ClassVar[Any] = (
        Line("title", "荣誉", key=True, listed=True, searched=True, width=26),
        Line("type", "类别", filtered=True, words=TYPE_WORDS, width=22),
        Line("level", "层级", key=True, listed=True, filtered=True, words=LEVEL_WORDS, width=10),
        Line("person", "获奖人", key=True, listed=True, searched=True),
        Line("consented", "本人同意公开", width=14),
        Line("merits", "事迹", width=30),
        Line("nominated_on", "推荐日期"),
        Line("noticed_on", "公示日期"),
        Line("named_on", "命名日期", key=True, listed=True),
        Line("granted_by", "授予单位", width=20),
        Line("document_number", "文号", searched=True, width=20),
        Line("expires_on", "失效日期"),
        Line("revoked_on", "撤销日期"),
    )

    def complete(self, record: Any) -> None:
        record.type = record.type or type_of(record.title)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:  # noqa: ARG002
        found: dict[str, str] = {}
        if record.state is None:
            found["named_on"] = _("Enter the day on which it was nominated, put on notice or named.")
        if record.person and not record.consented:
            found["consented"] = _("A name is entered only where the person agrees to its publication.")
        if record.revoked_on and (record.named_on is None or record.revoked_on < record.named_on):
            found["revoked_on"] = _("Only what was named before can be revoked.")
        if record.expires_on and record.named_on and record.expires_on <= record.named_on:
            found["expires_on"] = _("Not after the day on which it was named.")
        return found
