"""The registration of members that pilot branches hold every three years (M114)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.registers.models import Record


class RegistrationOutcome(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("registration", "registered")
    DEFERRED = "deferred", pgettext_lazy("registration", "deferred")
    REFUSED = "refused", pgettext_lazy("registration", "not registered")


REGISTRATION_WORDS = {
    "准予登记": RegistrationOutcome.REGISTERED,
    "暂缓登记": RegistrationOutcome.DEFERRED,
    "不予登记": RegistrationOutcome.REFUSED,
}


class Registration(Record):
    """The branch decided on a day whether it registers a member again."""

    member = MemberKey()
    date = models.DateField(_("decided on"))
    outcome = models.CharField(
        pgettext_lazy("registration", "decision"), max_length=10, choices=RegistrationOutcome.choices
    )
    approved_on = models.DateField(_("approved from above on"), null=True, blank=True)
    note = models.CharField(_("basis"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("registration of a member")

    def __str__(self) -> str:
        return f"{self.member_id} {self.date}"
