"""Talks and reports that officials owe (M147): that they happened, never what was said."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Record


class TalkType(models.TextChoices):
    TALK = "talk", pgettext_lazy("official", "heart-to-heart talk")
    REPORT = "report", pgettext_lazy("official", "report on work and integrity")
    PERSONAL = "personal", pgettext_lazy("official", "report on personal matters")


TALK_WORDS = {"谈心谈话": TalkType.TALK, "述职述廉": TalkType.REPORT, "个人有关事项报告": TalkType.PERSONAL}


class Talk(Record):
    """What is due from a post by a day, and the day on which it was done."""

    type = models.CharField(pgettext_lazy("official", "type"), max_length=10, choices=TalkType.choices)
    position = models.CharField(
        pgettext_lazy("official", "post"), max_length=50, help_text=_("Such as secretary; no names are needed.")
    )
    due = models.DateField(pgettext_lazy("official", "due"))
    held_on = models.DateField(pgettext_lazy("official", "done on"), null=True, blank=True)
    held_by = models.CharField(_("who held it, or to whom it was handed in"), max_length=50, blank=True)

    DATED: ClassVar[str] = "due"

    class Meta:
        verbose_name = _("talk or report")

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.position}"
