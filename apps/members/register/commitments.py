"""The register of members' commitments, and of who is exempted from one (M082)."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.members.models import MemberCommitment
from apps.members.people import OfMembers, member_line
from apps.registers.lines import Line
from apps.registers.registry import declare

_OF_EXEMPTION = ("exempt_reason", "approved_by")


@declare
class Commitments(OfMembers):
    name = "member-commitments"
    record_name = "member_commitment"
    title = gettext_lazy("Commitments of members")
    record_title = gettext_lazy("Commitment of a member")
    explained = gettext_lazy("What members promise in public; a whole branch comes in by its workbook")
    icon = "pencil-heart"
    sheet = "党员承诺"
    model = MemberCommitment
    titled = "text"
    lines: ClassVar[Any] = (
        member_line(),
        Line("made_on", "承诺日期", key=True, listed=True),
        Line("text", "承诺内容", listed=True, searched=True, width=40),
        Line("published_on", "公开日期", listed=True),
        Line("published_where", "公开载体", width=20),
        Line("exempt", "豁免", filtered=True, width=8),
        Line("exempt_reason", "豁免理由", width=24),
        Line("approved_by", "批准人"),
    )

    @property
    def decided(self) -> frozenset[str]:
        """The township exempts."""
        return frozenset({"exempt", *_OF_EXEMPTION})

    def right_to_change(self, record: Any) -> str:
        return "decide" if record.exempt else "record"

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.exempt:
            for name in _OF_EXEMPTION:
                if not getattr(record, name):
                    found[name] = _("An exemption needs its reason and who approved it.")
            if record.published_on:
                found["exempt"] = _("Published, and exempted: one of both is wrong.")
        elif not record.text:
            found["text"] = _("Enter what was promised.")
        if record.published_on and record.published_on > on:
            found["published_on"] = _("This day has not come yet.")
        elif record.published_on and record.made_on and record.published_on < record.made_on:
            found["published_on"] = _("Before the day on which it was made.")
        return found
