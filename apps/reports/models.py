"""Reports that leave the house: frozen, numbered, signed."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.versioning import Versioned, VersionedQuerySet
from apps.jobs.models import Job, JobState
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from apps.reports.querysets import OUT, YearEndReportQuerySet

#: Signs of one part: the text of an upward report has less than 5,000 in all.
MAX_TEXT = 2000
#: Signs of what an owner says about one indicator.
MAX_COMMENT = 300


class ReportState(models.TextChoices):
    """How far a report is.  `FAILED` and `CANCELLED` are never stored: the job says it (`shown_state`)."""

    REQUESTED = "requested", _("being produced")
    FROZEN = "frozen", _("frozen")
    SIGNED = "signed", _("signed")
    SENT = "sent", pgettext_lazy("report", "sent")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", pgettext_lazy("report", "cancelled")


#: Shown where the report's job says so.
_OF_JOB = {JobState.FAILED.value: ReportState.FAILED, JobState.CANCELLED.value: ReportState.CANCELLED}


class YearEndReport(models.Model):
    """A year-end report, or with a `month` the bulletin of that month (figures.md, section 7).

    requested → frozen (the worker has written snapshot and workbook) → signed → sent.  Where the job fails the report
    can be asked for again: it gets a new job and keeps its number.  A frozen snapshot never changes: a later report
    of the same year gets the next number, and one that `revises` another has the slip of corrections in its snapshot.
    What is no longer so of a report that is out, `changes` says (`services.comparing`).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    year = models.PositiveSmallIntegerField(_("year"))
    #: 0 for the report of the whole year.
    month = models.PositiveSmallIntegerField(_("month"), default=0)
    as_of = models.DateField(_("as of"))
    internal = models.BooleanField(_("with the internal sheet of filing discipline"), default=False)
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.REQUESTED)
    snapshot = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    workbook = models.FileField(upload_to="reports/", blank=True)
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    created_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)
    #: What was open on the day of signing, and what the signer said about it; the file that carries the signature.
    open_points = models.JSONField(_("open when it was signed"), default=dict)
    remark = models.CharField(_("remark of the signer"), max_length=500, blank=True)
    signed_workbook = models.FileField(upload_to="reports/", blank=True)

    #: Where it went under which number.
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_to = models.CharField(_("sent to"), max_length=100, blank=True)
    copied_to = models.CharField(_("copies to"), max_length=200, blank=True)
    document_number = models.CharField(_("document number"), max_length=50, blank=True)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("revises")
    )
    because = models.CharField(_("why it is revised"), max_length=500, blank=True)
    #: What differs from the facts of later: lines of `differences`, and the mark of the log at which they were read.
    changes = models.JSONField(_("changed since"), default=list, blank=True)
    compared_at = models.CharField(_("compared at"), max_length=80, blank=True)

    objects = YearEndReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number", "organisation"]
        verbose_name = _("year-end report")
        verbose_name_plural = _("year-end reports")
        constraints = [
            models.UniqueConstraint(name="report_numbered", fields=["organisation", "year", "month", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.when} #{self.number}"

    @property
    def when(self) -> str:
        """``"2026"``, of a bulletin ``"2026-10"``."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def title(self) -> str:
        """As people call it."""
        if self.month:
            month = date_format(date(self.year, self.month, 1), "YEAR_MONTH_FORMAT")
            return gettext("Monthly bulletin %(month)s, no. %(number)d") % {"month": month, "number": self.number}
        return gettext("Year-end report %(when)s, no. %(number)d") % {"when": self.when, "number": self.number}

    @property
    def shown_state(self) -> ReportState:
        """The state as people see it; costs a query where the job is not at hand."""
        state = ReportState(self.state)
        return _OF_JOB.get(self.job.state, state) if state == ReportState.REQUESTED and self.job else state

    @property
    def readable(self) -> bool:
        """Whether there is a snapshot to read."""
        return self.state != ReportState.REQUESTED

    @property
    def is_out(self) -> bool:
        """Whether somebody has signed it."""
        return self.state in OUT

    @property
    def issued(self) -> models.fields.files.FieldFile:
        """The workbook as it leaves the house: with the signature once there is one."""
        return self.signed_workbook or self.workbook

    @property
    def taken(self) -> dict[str, Any]:
        """The snapshot of a report that is `readable`."""
        return self.snapshot or {}


class ReportPart(models.Model):
    """The part of one township in the report of a district: a snapshot and a workbook of its own.

    A worker makes it in a job of its own; once all are there, the report is added up from them.  Asked for again, a
    report gets new parts.
    """

    report = models.ForeignKey(YearEndReport, models.CASCADE, related_name="parts", verbose_name=_("year-end report"))
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    job = models.OneToOneField(Job, models.PROTECT, related_name="+")
    snapshot = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    workbook = models.FileField(upload_to="reports/", blank=True)

    class Meta:
        ordering = ["report", "code"]
        verbose_name = _("part of a year-end report")
        verbose_name_plural = _("parts of year-end reports")
        constraints = [models.UniqueConstraint(name="report_part_once", fields=["report", "code"])]

    def __str__(self) -> str:
        return self.code


class ReportText(Versioned):
    """What people write in the report of a year or in a month's bulletin; figures stand in it as ``【OPT-01】``.

    The texts join the snapshot when a report is taken: what is written afterwards belongs to the next one.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), default=0)
    highlights = models.TextField(_("Highlights"), blank=True, max_length=MAX_TEXT)
    problems = models.TextField(_("Main problems"), blank=True, max_length=MAX_TEXT)
    next_steps = models.TextField(_("Next steps"), blank=True, max_length=MAX_TEXT)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "organisation"]
        verbose_name = _("text of a year-end report")
        verbose_name_plural = _("texts of year-end reports")
        constraints = [models.UniqueConstraint(name="report_text_of_time", fields=["organisation", "year", "month"])]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else f"{self.year}"


class IndicatorComment(Versioned):
    """What the owner of an indicator that is not reached says about it: why, and what is done.

    It joins the year-end report of the plan's committee; what is written afterwards belongs to the next one.
    """

    indicator = models.OneToOneField(Indicator, models.CASCADE, related_name="+", verbose_name=_("indicator"))
    text = models.CharField(_("why it is not reached, and what is done"), max_length=MAX_COMMENT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    objects = VersionedQuerySet.as_manager()

    class Meta:
        ordering = ["indicator"]
        verbose_name = _("comment on an indicator")
        verbose_name_plural = _("comments on indicators")

    def __str__(self) -> str:
        return str(self.indicator_id)
