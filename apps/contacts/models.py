"""Who stands by whom: leaders, units and sponsors (M017 M045 M123 M124 M128)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Lasting


class ContactType(models.TextChoices):
    """Who stands by an organisation or by somebody there, with the mechanism that asks for it."""

    LEADER = "leader", _("contact point of a leader")  # M124
    CADRE = "cadre", _("cadre in contact with households")  # M123
    UNIT = "unit", _("pairing with a unit")  # M128
    DEPARTMENT = "department", _("support by a department")  # M017
    SPONSOR = "sponsor", _("sponsored student")  # M045


TYPE_WORDS = {
    "领导联系点": ContactType.LEADER,
    "干部联系户": ContactType.CADRE,
    "结对共建": ContactType.UNIT,
    "部门扶持": ContactType.DEPARTMENT,
    "结对助学": ContactType.SPONSOR,
}
#: Whoever is helped in need is nobody's business but the office's.
RESTRICTED = (ContactType.SPONSOR,)


class ContactPoint(Lasting):
    """A person or a unit stands by an organisation during [start, end); households and students are numbers."""

    type = models.CharField(pgettext_lazy("contact", "type"), max_length=20, choices=ContactType.choices)
    partner = models.CharField(_("who stands by it"), max_length=100)
    position = models.CharField(_("position or unit"), max_length=100, blank=True)
    helped = models.PositiveIntegerField(_("households or students helped"), null=True, blank=True)
    task = models.CharField(_("what was agreed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contact point")

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.partner}"
