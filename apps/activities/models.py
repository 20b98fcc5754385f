"""What was held: one event, one record, whoever hosts it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.activities.querysets import ActivityQuerySet
from apps.activities.rules import MAX_HUNDREDTHS, MAX_PEOPLE
from apps.activities.types import ActivityType, Carrier, PlaceCategory
from apps.core.hundredths import PositiveHundredthsField
from apps.core.versioning import Versioned
from apps.organisations.models import Organisation


class Activity(Versioned):
    """An activity on a day, hosted by one or several organisations; it counts once for each of them.

    `number` is given by the portal (`apps.activities.numbers`).  `recorded_at` stays what it was, however late.
    A withdrawn activity stays, and counts no more.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    date = models.DateField(_("date"), db_index=True)
    type = models.CharField(_("type"), max_length=30, choices=ActivityType.choices)
    topic = models.CharField(_("topic"), max_length=200)
    hosts: "models.ManyToManyField[Organisation, Host]" = models.ManyToManyField(
        Organisation, through="Host", related_name="activities", verbose_name=_("hosts")
    )
    due = models.PositiveIntegerField(
        _("people due"), null=True, blank=True, validators=[MaxValueValidator(MAX_PEOPLE)]
    )
    present = models.PositiveIntegerField(
        _("people present"), null=True, blank=True, validators=[MaxValueValidator(MAX_PEOPLE)]
    )
    hours = PositiveHundredthsField(_("hours"), null=True, blank=True, validators=[MaxValueValidator(MAX_HUNDREDTHS)])
    carrier = models.CharField(_("carrier"), max_length=20, choices=Carrier.choices, blank=True)
    taken_to = models.CharField(_("taken to"), max_length=20, choices=PlaceCategory.choices, blank=True)
    households = models.PositiveIntegerField(
        _("households reached"), null=True, blank=True, validators=[MaxValueValidator(MAX_PEOPLE)]
    )
    campaign = models.CharField(_("campaign"), max_length=80, blank=True)
    remark = models.TextField(_("remark"), blank=True, max_length=2000)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                name="activity_present_not_above_due",
                condition=Q(due__isnull=True) | Q(present__isnull=True) | Q(present__lte=F("due")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.topic}"


class Host(models.Model):
    """An organisation that held an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="host_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="host_links", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="host_once", fields=["activity", "organisation"])]
        indexes = [models.Index(name="hosted_by", fields=["organisation", "activity"])]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.organisation_id}"


class Series(models.Model):
    """The last running number that was given for a year."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year} {self.last}"
