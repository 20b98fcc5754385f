"""Reserve candidates for the posts of villages (M105 M138): members, restricted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.posts.models import Post
from apps.registers.models import Case
from apps.registers.steps import Step


class SourceLine(models.TextChoices):
    """The four lines; the document names them without saying what they are, so the township numbers its own."""

    FIRST = "first", pgettext_lazy("reserve", "first line")
    SECOND = "second", pgettext_lazy("reserve", "second line")
    THIRD = "third", pgettext_lazy("reserve", "third line")
    FOURTH = "fourth", pgettext_lazy("reserve", "fourth line")


LINE_WORDS = {
    "第一线": SourceLine.FIRST,
    "第二线": SourceLine.SECOND,
    "第三线": SourceLine.THIRD,
    "第四线": SourceLine.FOURTH,
}


class ReserveCandidate(Case):
    """A member who may take over a post of the organisation, until they do or leave the reserve."""

    member = MemberKey()
    post = models.CharField(_("for which post"), max_length=20, choices=Post.choices, default=Post.SECRETARY)
    line = models.CharField(
        pgettext_lazy("reserve", "line"),
        max_length=10,
        choices=SourceLine.choices,
        blank=True,
        help_text=_("What the four lines are the township says itself."),
    )
    source = models.CharField(
        pgettext_lazy("reserve", "source"),
        max_length=100,
        blank=True,
        help_text=_("Such as returned from work elsewhere, retired from the army, capable in business."),
    )
    mentor = models.CharField(_("who trains them"), max_length=50, blank=True)
    entered_on = models.DateField(_("in the reserve since"), db_index=True)
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    assessed_by = models.CharField(_("assessed by"), max_length=50, blank=True)
    appointed_on = models.DateField(_("appointed on"), null=True, blank=True)
    left_on = models.DateField(_("left the reserve on"), null=True, blank=True)

    DATED: ClassVar[str] = "entered_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("entered", pgettext_lazy("reserve", "in training"), pgettext_lazy("step", "Take in"), "entered_on"),
        Step(
            "assessed",
            pgettext_lazy("reserve", "assessed"),
            pgettext_lazy("step", "Assess"),
            "assessed_on",
            ("entered",),
            asks=("assessed_by",),
        ),
        Step(
            "appointed",
            pgettext_lazy("reserve", "appointed"),
            pgettext_lazy("step", "Appoint"),
            "appointed_on",
            ("entered", "assessed"),
            "decide",
            final=True,
            tone="green",
        ),
        Step(
            "left",
            pgettext_lazy("reserve", "left"),
            pgettext_lazy("step", "Take out"),
            "left_on",
            ("entered", "assessed"),
            final=True,
            tone="secondary",
        ),
    )

    class Meta:
        verbose_name = _("reserve candidate")

    def __str__(self) -> str:
        return f"{self.member_id} {self.entered_on}"
