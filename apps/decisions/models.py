"""Village decisions by four deliberations, two disclosures and one supervision (四议两公开一监督, M072)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Case
from apps.registers.steps import Step

_PEOPLE = [MaxValueValidator(1_000_000)]


class Decision(Case):
    """One matter decided step by step; complete with all six days and the opinion of the supervisors."""

    title = models.CharField(_("what is decided"), max_length=200)
    proposed_on = models.DateField(_("proposed by the branch on"), null=True, blank=True)
    consulted_on = models.DateField(_("consulted by the two committees on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed by the members’ meeting on"), null=True, blank=True)
    members_in_favour = models.PositiveIntegerField(_("members in favour"), null=True, blank=True, validators=_PEOPLE)
    resolved_on = models.DateField(_("resolved by the villagers’ assembly on"), null=True, blank=True)
    assembly_present = models.PositiveIntegerField(
        _("representatives present"), null=True, blank=True, validators=_PEOPLE
    )
    assembly_in_favour = models.PositiveIntegerField(
        _("representatives in favour"), null=True, blank=True, validators=_PEOPLE
    )
    disclosed_on = models.DateField(_("resolution disclosed on"), null=True, blank=True)
    disclosed_where = models.CharField(_("disclosed where"), max_length=100, blank=True)
    result_disclosed_on = models.DateField(_("result disclosed on"), null=True, blank=True)
    supervision = models.CharField(_("opinion of the supervisors"), max_length=300, blank=True)

    DATED: ClassVar[str] = "proposed_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step(
            "proposed",
            pgettext_lazy("decision", "proposed"),
            pgettext_lazy("step", "Propose"),
            "proposed_on",
            tone="secondary",
        ),
        Step(
            "consulted",
            pgettext_lazy("decision", "consulted"),
            pgettext_lazy("step", "Consult"),
            "consulted_on",
            ("proposed",),
        ),
        Step(
            "reviewed",
            pgettext_lazy("decision", "reviewed by the members"),
            pgettext_lazy("step", "Review by the members"),
            "reviewed_on",
            ("consulted",),
            asks=("members_in_favour",),
        ),
        Step(
            "resolved",
            pgettext_lazy("decision", "resolved"),
            pgettext_lazy("step", "Resolve"),
            "resolved_on",
            ("reviewed",),
            asks=("assembly_present", "assembly_in_favour"),
        ),
        Step(
            "disclosed",
            pgettext_lazy("decision", "resolution disclosed"),
            pgettext_lazy("step", "Disclose the resolution"),
            "disclosed_on",
            ("resolved",),
            asks=("disclosed_where",),
        ),
        Step(
            "result_disclosed",
            pgettext_lazy("decision", "result disclosed"),
            pgettext_lazy("step", "Disclose the result"),
            "result_disclosed_on",
            ("disclosed",),
            asks=("supervision",),
            final=True,
            tone="green",
        ),
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return str(self.title)
