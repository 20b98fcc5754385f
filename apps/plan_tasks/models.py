"""Tasks of the year's programmes: who does what until when, stage by stage (M046 M048 M049 M095 M142)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Case
from apps.registers.steps import Step


class TaskType(models.TextChoices):
    """What kind of task it is, with the mechanism that asks for it."""

    GENERAL = "general", pgettext_lazy("task", "general")
    TRAINING = "training", _("training course of the year's plan")  # M142
    DELEGATES = "delegates", _("recommendation of congress delegates")  # M049
    MASS_WORK = "mass_work", _("work of the mass organisations")  # M027
    WOMENS_PROJECT = "womens_project", _("project of women’s enterprise")  # M046
    PROJECT = "project", _("project of Party building")  # M095


TYPE_WORDS = {
    "一般任务": TaskType.GENERAL,
    "培训班次": TaskType.TRAINING,
    "代表推荐": TaskType.DELEGATES,
    "群团工作": TaskType.MASS_WORK,
    "巾帼创业项目": TaskType.WOMENS_PROJECT,
    "党建项目": TaskType.PROJECT,
}


class PlanTask(Case):
    """A task of a programme, or one stage of it: the stages of a task are rows of one title."""

    programme = models.CharField(_("programme"), max_length=120, blank=True, help_text=_("As the year’s plan has it."))
    title = models.CharField(pgettext_lazy("task", "task"), max_length=100)
    stage = models.CharField(_("stage"), max_length=50, blank=True)
    type = models.CharField(
        pgettext_lazy("task", "type"), max_length=20, choices=TaskType.choices, default=TaskType.GENERAL
    )
    owner = models.CharField(_("responsible"), max_length=60)
    basis = models.CharField(_("document number"), max_length=80, blank=True)
    set_on = models.DateField(_("set on"), db_index=True)
    due = models.DateField(pgettext_lazy("matter", "due"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=1000, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    branches = models.PositiveIntegerField(
        _("branches that took part"), null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    people = models.PositiveIntegerField(
        _("people who took part"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )
    objections = models.CharField(_("objections and what became of them"), max_length=200, blank=True)

    DATED: ClassVar[str] = "set_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("set", pgettext_lazy("task", "in hand"), pgettext_lazy("step", "Set the task"), "set_on"),
        Step(
            "done",
            pgettext_lazy("task", "done"),
            pgettext_lazy("step", "Report it done"),
            "done_on",
            ("set",),
            asks=("result",),
            final=True,
            tone="green",
        ),
        Step(
            "accepted",
            pgettext_lazy("task", "accepted"),
            pgettext_lazy("step", "Accept the result"),
            "accepted_on",
            ("done",),
            "decide",
            tone="green",
        ),
    )

    class Meta:
        verbose_name = pgettext_lazy("task", "task")

    def __str__(self) -> str:
        return f"{self.title}：{self.stage}" if self.stage else str(self.title)
