"""From how many members or units on an organisation is usually one of another kind: hints, never refusals."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.organisations.hints import FULL_MEMBERS, MEMBERS, UNITS
from apps.organisations.kinds import Kind
from apps.registers.models import Lasting


class BranchKind(models.TextChoices):
    BRANCH = Kind.BRANCH.value, _("branch")
    JOINT_BRANCH = Kind.JOINT_BRANCH.value, _("joint branch")
    GENERAL_BRANCH = Kind.GENERAL_BRANCH.value, _("general branch")


class Of(models.TextChoices):
    """What is counted."""

    FULL_MEMBERS = FULL_MEMBERS, pgettext_lazy("branch rule", "full members")
    MEMBERS = MEMBERS, pgettext_lazy("branch rule", "members")
    UNITS = UNITS, pgettext_lazy("branch rule", "units covered")


KIND_WORDS = {"党支部": BranchKind.BRANCH, "联合党支部": BranchKind.JOINT_BRANCH, "党总支": BranchKind.GENERAL_BRANCH}
OF_WORDS = {"正式党员数": Of.FULL_MEMBERS, "党员数": Of.MEMBERS, "覆盖单位数": Of.UNITS}
_NUMBER = [MaxValueValidator(100_000)]


class BranchRule(Lasting):
    """How many organisations of a kind usually have; below or above stands a hint on their page."""

    kind = models.CharField(_("kind"), max_length=20, choices=BranchKind.choices)
    of = models.CharField(pgettext_lazy("branch rule", "counted"), max_length=20, choices=Of.choices)
    least = models.PositiveIntegerField(_("at least"), null=True, blank=True, validators=_NUMBER)
    most = models.PositiveIntegerField(
        _("at most"), null=True, blank=True, validators=_NUMBER, help_text=_("Both blank: no hint.")
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rule about the size of branches")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_of_display()}"
