"""Matters: something to settle, by whom, until when (M036 M038 M040 M042 M067 M140 M145 M148 M168)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Case
from apps.registers.steps import Step


class MatterCategory(models.TextChoices):
    """What kind of matter it is, with the mechanism that asks for it."""

    PRACTICAL = "practical", _("practical matter for the public")  # M040
    RESOLUTION = "resolution", _("resolution of a joint meeting")  # M036
    MASS_BODY = "mass_body", _("weakness of a mass organisation")  # M038
    RECTIFICATION = "rectification", _("rectification of a backward organisation")  # M067
    AFTER_ELECTION = "after_election", _("problem found when following up an election")  # M140
    WEAK_ORGANISATION = "weak_organisation", _("weak organisation, dispute")  # M168
    WORKERS_RIGHTS = "workers_rights", _("rights of workers")  # M042
    WORK_STYLE = "work_style", _("work style of officials")  # M145
    COMPLAINT = "complaint", _("complaint or hotline")  # M148


#: Only who decides about matters sees these.
RESTRICTED = frozenset({MatterCategory.WORKERS_RIGHTS, MatterCategory.WORK_STYLE, MatterCategory.COMPLAINT})

CATEGORY_WORDS = {
    "为民办实事": MatterCategory.PRACTICAL,
    "办实事": MatterCategory.PRACTICAL,
    "联席会议议定事项": MatterCategory.RESOLUTION,
    "群团自身问题": MatterCategory.MASS_BODY,
    "后进整顿": MatterCategory.RECTIFICATION,
    "换届回访问题": MatterCategory.AFTER_ELECTION,
    "软弱涣散和矛盾纠纷": MatterCategory.WEAK_ORGANISATION,
    "职工权益": MatterCategory.WORKERS_RIGHTS,
    "干部作风": MatterCategory.WORK_STYLE,
    "信访举报": MatterCategory.COMPLAINT,
}


class Matter(Case):
    """Something to settle; closed (销号) on the day on which it is settled.  Who complained is never recorded."""

    title = models.CharField(_("matter"), max_length=100)
    category = models.CharField(_("category"), max_length=30, choices=MatterCategory.choices)
    source = models.CharField(
        pgettext_lazy("matter", "source"), max_length=100, blank=True, help_text=_("Never the name of who complained.")
    )
    problem = models.TextField(_("what it is about"), max_length=1000, blank=True)
    measures = models.TextField(_("measures"), max_length=1000, blank=True)
    owner = models.CharField(pgettext_lazy("matter", "owner"), max_length=50, blank=True)
    helper = models.CharField(_("leader who helps"), max_length=50, blank=True)
    helping_unit = models.CharField(_("unit that helps"), max_length=100, blank=True)
    registered_on = models.DateField(_("registered on"), db_index=True)
    due = models.DateField(pgettext_lazy("matter", "due"), null=True, blank=True)
    progress = models.TextField(
        pgettext_lazy("matter", "progress"),
        max_length=1000,
        blank=True,
        help_text=_("What has been done so far, the latest first; the history keeps who wrote what when."),
    )
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=1000, blank=True)
    accepted_on = models.DateField(
        _("accepted on"),
        null=True,
        blank=True,
        help_text=_("Not of the rectification of a backward organisation: that is entered with its class."),
    )

    DATED: ClassVar[str] = "registered_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("registered", pgettext_lazy("matter", "in hand"), pgettext_lazy("step", "Register"), "registered_on"),
        Step(
            "settled",
            pgettext_lazy("matter", "settled"),
            pgettext_lazy("step", "Settle"),
            "settled_on",
            ("registered",),
            asks=("result",),
            final=True,
            tone="green",
        ),
        Step(
            "accepted",
            pgettext_lazy("matter", "accepted"),
            pgettext_lazy("step", "Accept the result"),
            "accepted_on",
            ("settled",),
            "decide",
            applies=lambda case: case.category != MatterCategory.RECTIFICATION,
            tone="green",
        ),
    )

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")

    def __str__(self) -> str:
        return str(self.title)
