"""Members who are looked after in a way of their own (M084 M116 M117 M118 M119 M120), from a day to a day."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.registers.models import Lasting


class Category(models.TextChoices):
    """With the mechanism that asks for it."""

    NO_POST = "no_post", pgettext_lazy("member", "without a post")  # M084 M116
    MOBILE = "mobile", pgettext_lazy("member", "mobile")  # M117
    HARDSHIP = "hardship", pgettext_lazy("member", "in hardship")  # M118
    CAPABLE = "capable", pgettext_lazy("member", "capable")  # M119
    HELPED = "helped", pgettext_lazy("member", "to be helped")  # M120
    SUBSIDY = "subsidy", pgettext_lazy("member", "entitled to a fixed subsidy")  # M125


#: What the column 分类 of the members' workbook takes.
PUBLIC_WORDS = {
    "无职": Category.NO_POST,
    "流动": Category.MOBILE,
    "生活困难": Category.HARDSHIP,
    "能人": Category.CAPABLE,
}
CATEGORY_WORDS = {**PUBLIC_WORDS, "帮教": Category.HELPED, "定额补助对象": Category.SUBSIDY}
#: Nobody's business but of those who must know.
RESTRICTED = (Category.HARDSHIP, Category.HELPED, Category.SUBSIDY)


class Outcome(models.TextChoices):
    TURNED = "turned", pgettext_lazy("help", "turned around")
    GOING_ON = "going_on", pgettext_lazy("help", "going on")


OUTCOME_WORDS = {"已转化": Outcome.TURNED, "帮教中": Outcome.GOING_ON}


class MemberCategory(Lasting):
    """A member is of a category during [start, end); only what belongs to the category is entered."""

    member = MemberKey()
    category = models.CharField(pgettext_lazy("member", "category"), max_length=10, choices=Category.choices)
    duty = models.CharField(
        _("duty post"), max_length=100, blank=True, help_text=_("Of a member without a post; several with 、.")
    )
    destination = models.CharField(_("where they went"), max_length=100, blank=True)
    reachable = models.BooleanField(_("a way to reach them is known"), null=True, blank=True)
    contacted_on = models.DateField(_("last contact on"), null=True, blank=True)
    helper = models.CharField(_("who helps or trains them"), max_length=50, blank=True)
    development = models.CharField(
        _("training and prospect"), max_length=100, blank=True, help_text=_("Of a capable member.")
    )
    outcome = models.CharField(pgettext_lazy("help", "outcome"), max_length=10, choices=Outcome.choices, blank=True)

    DATED_TOO: ClassVar[tuple[str, ...]] = ("contacted_on",)

    class Meta:
        verbose_name = _("category of a member")

    def __str__(self) -> str:
        return f"{self.member_id} {self.get_category_display()}"
