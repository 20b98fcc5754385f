"""A row per background job, and the worker's last sign of life."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.jobs.querysets import JobQuerySet


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    SUCCEEDED = "succeeded", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")


#: In which a job takes no more part.
ENDED = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of work for the worker.

    Transitions: queued → running (claimed by a worker, attempt + 1, lease set) → succeeded | failed.
    running → running (attempt + 1) when the lease ran out because the worker died; a job that used up its
    attempts that way → failed.  Finishing requires the attempt that was claimed, so a job finishes once.  Whoever
    asked may end it before: → cancelled.

    A job of `parts` jobs (`parent`) waits until all of them have ended, however; then it is carried out like any other.
    """

    MAX_ATTEMPTS: ClassVar[int] = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(_("task"), max_length=80)
    arguments = models.JSONField(default=dict)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    parts = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.TextField(_("error"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    created_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "lease_until"])]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.title

    @property
    def finished(self) -> bool:
        return self.state in ENDED

    @property
    def percent(self) -> int:
        """Progress in whole percent, cut."""
        if self.state == JobState.SUCCEEDED:
            return 100
        return min(self.done * 100 // self.total, 100) if self.total else 0


class Heartbeat(models.Model):
    """When a worker last carried out what beat sent it: one row, so both are known to be alive.

    And which beat sends: one row, whose `holder` renews it.
    """

    WORKER: ClassVar[str] = "worker"
    BEAT: ClassVar[str] = "beat"

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()
    holder = models.CharField(max_length=36, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
