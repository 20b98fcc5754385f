"""The class of every organisation at the start and at the end of a year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.versioning import Versioned
from apps.gradings.classes import GradingClass, RecognitionLevel
from apps.gradings.querysets import GradingQuerySet
from apps.organisations.models import Organisation


class Grading(Versioned):
    """One organisation in one year.

    The start class counts once `start_confirmed`; the end class from `confirmed_on` on, and is a draft before.
    Whether a rectification was accepted stands here alone; the ledger shows it.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="gradings", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    start_class = models.CharField(_("start-of-year class"), max_length=10, choices=GradingClass.choices)
    start_level = models.PositiveSmallIntegerField(
        _("start-of-year recognition"), choices=RecognitionLevel.choices, default=RecognitionLevel.NONE
    )
    start_confirmed = models.BooleanField(_("start-of-year class confirmed"), default=False)
    end_class = models.CharField(_("end-of-year class"), max_length=10, choices=GradingClass.choices, blank=True)
    end_level = models.PositiveSmallIntegerField(
        _("end-of-year recognition"), choices=RecognitionLevel.choices, default=RecognitionLevel.NONE
    )
    accepted = models.BooleanField(_("rectification accepted"), null=True, blank=True)
    accepted_on = models.DateField(_("acceptance decided on"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    superior_decided_on = models.DateField(_("decided by the superior on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)

    objects = GradingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "organisation__code"]
        verbose_name = _("class of a year")
        verbose_name_plural = _("classes")
        constraints = [
            models.UniqueConstraint(name="grading_one_per_year", fields=["organisation", "year"]),
            models.CheckConstraint(
                name="grading_confirmed_only_with_class",
                condition=Q(confirmed_on__isnull=True) | ~Q(end_class=""),
            ),
        ]
        indexes = [models.Index(fields=["year", "start_class"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"

    @property
    def start_is_draft(self) -> bool:
        return not self.start_confirmed

    @property
    def end_is_draft(self) -> bool:
        return bool(self.end_class) and self.confirmed_on is None

    @property
    def has_draft(self) -> bool:
        """Whether something of it waits for confirmation."""
        return self.start_is_draft or self.end_is_draft

    @property
    def subject(self) -> str:
        """How the audit log names it: ``"V01 2012"``.  Costs a query where the organisation is not at hand."""
        return subject_of(self.organisation.code, self.year)


def subject_of(code: str, year: int) -> str:
    """How the audit log names the classes of one organisation and year."""
    return f"{code} {year}"
