"""What is done with and for veteran cadres (M150 M151): how many people, never who."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Record


class ServiceType(models.TextChoices):
    """With the mechanism that asks for it."""

    VISIT = "visit", pgettext_lazy("veterans", "visit")  # M150
    STUDY = "study", pgettext_lazy("veterans", "political study")  # M150
    TOUR = "tour", pgettext_lazy("veterans", "tour")  # M150
    COMMUNITY = "community", pgettext_lazy("veterans", "service in the community")  # M151
    BALLOT = "ballot", pgettext_lazy("veterans", "ballot on satisfaction")  # M151


SERVICE_WORDS = {
    "走访慰问": ServiceType.VISIT,
    "政治学习": ServiceType.STUDY,
    "参观考察": ServiceType.TOUR,
    "工作进社区": ServiceType.COMMUNITY,
    "满意度测评": ServiceType.BALLOT,
}
_MOST = [MaxValueValidator(100_000)]


class VeteranService(Record):
    """Something that was done on a day for so many people; of a ballot the votes."""

    type = models.CharField(pgettext_lazy("veterans", "type"), max_length=10, choices=ServiceType.choices)
    date = models.DateField(_("day"))
    subject = models.CharField(pgettext_lazy("veterans", "what it was"), max_length=100)
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True, validators=_MOST)
    place = models.CharField(pgettext_lazy("veterans", "where"), max_length=100, blank=True)
    valid = models.PositiveIntegerField(_("valid votes"), null=True, blank=True, validators=_MOST)
    satisfied = models.PositiveIntegerField(_("satisfied"), null=True, blank=True, validators=_MOST)
    fairly = models.PositiveIntegerField(_("fairly satisfied"), null=True, blank=True, validators=_MOST)

    class Meta:
        verbose_name = _("service to veteran cadres")

    def __str__(self) -> str:
        return str(self.subject)
