"""How often which organisations usually meet (M015 M016 M019 M028 M036 M037 M074 M076 M110 M111 M112 M127)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.activities.types import ActivityType
from apps.plans.natures import Applies
from apps.registers.models import Lasting


class Per(models.TextChoices):
    """The part of a year in which it is due so many times."""

    MONTH = "month", pgettext_lazy("frequency", "month")
    QUARTER = "quarter", pgettext_lazy("frequency", "quarter")
    HALF_YEAR = "half_year", pgettext_lazy("frequency", "half-year")
    YEAR = "year", pgettext_lazy("frequency", "year")


MONTHS: dict[str, int] = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF_YEAR: 6, Per.YEAR: 12}


class Condition(models.TextChoices):
    """What else must be so for it to be due."""

    COMMITTEE = "committee", _("where there is a branch committee")
    GROUPS = "groups", _("where there are Party groups")


PER_WORDS = {"月": Per.MONTH, "季度": Per.QUARTER, "半年": Per.HALF_YEAR, "年": Per.YEAR}
CONDITION_WORDS = {"设支委会": Condition.COMMITTEE, "设党小组": Condition.GROUPS}
#: Two-new units are no organisations of the tree: nobody meets there but their branches.
WHOM = [(it.value, it.label) for it in Applies if it != Applies.TWO_NEW]
WHOM_WORDS = {
    "村": Applies.VILLAGE,
    "社区": Applies.COMMUNITY,
    "党支部": Applies.PARTY_BRANCH,
    "纳入定级的党组织": Applies.PARTY_ORGANISATION,
    "镇属单位": Applies.UNIT,
    "群团组织": Applies.MASS,
    "共青团组织": Applies.LEAGUE,
    "两新组织党组织": Applies.TWO_NEW_PARTY,
    "专业协会": Applies.ASSOCIATION,
    "镇党委": Applies.TOWNSHIP,
    "推广应用单位": Applies.ADOPTING_UNIT,
    "试点支部": Applies.PILOT_BRANCH,
}


class FrequencyRule(Lasting):
    """A kind of activity is due so many times in each period, for these organisations at and below the keeper's."""

    type = models.CharField(pgettext_lazy("activity", "kind"), max_length=30, choices=ActivityType.choices)
    whom = models.CharField(_("who holds it"), max_length=20, choices=WHOM)
    condition = models.CharField(_("on condition"), max_length=20, choices=Condition.choices, blank=True)
    times = models.PositiveSmallIntegerField(
        _("how often"),
        default=1,
        validators=[MaxValueValidator(31)],
        help_text=_("0: it is not due, whatever is usual elsewhere."),
    )
    per = models.CharField(pgettext_lazy("frequency", "in each"), max_length=10, choices=Per.choices)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    DATED: ClassVar[str] = "start"

    class Meta:
        verbose_name = _("frequency rule")

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.times}/{self.get_per_display()}"
