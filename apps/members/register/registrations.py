"""The register of registrations (M114): every three years in pilot branches."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.members.models import Registration
from apps.members.models.registration import REGISTRATION_WORDS, RegistrationOutcome
from apps.members.people import WITH_NEED, OfMembers, member_line
from apps.organisations.kinds import Role
from apps.registers.lines import Line
from apps.registers.registry import declare


@declare
class Registrations(OfMembers):
    name = "registrations"
    record_name = "registration"
    title = gettext_lazy("Registration of members")
    record_title = gettext_lazy("Registration of a member")
    explained = gettext_lazy("Every three years in pilot branches; the roll lists whose turn it is")
    icon = "id-badge-2"
    sheet = "党员登记"
    model = Registration
    titled = "note"
    confidential: ClassVar[Any] = {"outcome": (RegistrationOutcome.DEFERRED, RegistrationOutcome.REFUSED)}
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {**OfMembers.roles, "decide": WITH_NEED}
    lines: ClassVar[Any] = (
        member_line(),
        Line("date", "登记日期", key=True, listed=True),
        Line("outcome", "登记结论", listed=True, filtered=True, words=REGISTRATION_WORDS, width=12),
        Line("approved_on", "上级批准日期", width=14),
        Line("note", "依据", listed=True, searched=True, width=30),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.approved_on and record.approved_on > on:
            found["approved_on"] = _("This day has not come yet.")
        elif record.approved_on and record.date and record.approved_on < record.date:
            found["approved_on"] = _("Before the day of the decision.")
        return found
