"""Organisations, where they stand in the tree and when, and who holds which role over which part of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.versioning import Versioned
from apps.organisations.kinds import Closing, Kind, Role, Sector, Setting
from apps.organisations.leading_models import LeadingLink
from apps.organisations.querysets import OrganisationQuerySet, PlacementQuerySet, RoleAssignmentQuerySet
from apps.organisations.rules import is_code

__all__ = ["CredentialsGiven", "LeadingLink", "Organisation", "Placement", "RoleAssignment"]


class Organisation(Versioned):
    """A Party or mass organisation.  Its place in the tree is dated: see `Placement`."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[is_code])
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    sector = models.CharField(_("sector"), max_length=30, choices=Sector.choices, blank=True)
    setting = models.CharField(_("setting"), max_length=20, choices=Setting.choices, blank=True)
    opened = models.DateField(_("opened on"), null=True, blank=True)
    founding_number = models.CharField(_("approval of the founding"), max_length=80, blank=True)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_off", verbose_name=_("split from")
    )
    closed = models.DateField(_("closed on"), null=True, blank=True)
    closing = models.CharField(_("how it ended"), max_length=10, choices=Closing.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_in", verbose_name=_("merged into")
    )
    approval_number = models.CharField(_("approval number"), max_length=80, blank=True)
    graded = models.BooleanField(_("takes part in grading"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_closed_after_opened",
                condition=Q(opened__isnull=True) | Q(closed__isnull=True) | Q(closed__gte=F("opened")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where an organisation stands during [start, end): below which parent, and the path from the top.

    `path` is one fixed-width segment per level (`tree.segment`), so a subtree as of a date is one range of
    paths.  A row ends where the parent's own path changes; consecutive rows with one parent are one link.
    While the parent does not exist yet, the path is the organisation's alone.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="child_placements",
        verbose_name=_("parent"),
    )
    path = models.CharField(max_length=160)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "start"]
        indexes = [models.Index(fields=["path", "start", "end"])]
        constraints = [
            models.UniqueConstraint(name="placement_one_per_start", fields=["organisation", "start"]),
            models.UniqueConstraint(
                name="placement_one_open_end", fields=["organisation"], condition=Q(end__isnull=True)
            ),
            models.CheckConstraint(
                name="placement_ends_after_start", condition=Q(end__isnull=True) | Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} [{self.start}, {self.end})"


class RoleAssignment(Versioned):
    """A person holds a role over an organisation and all below it during [start, end).

    While it is `waiting`, it does not hold: a second person has to confirm it (`policy.PRIVILEGED`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    waiting = models.BooleanField(_("waiting for confirmation"), default=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granted by")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "start"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(name="role_ends_after_start", condition=Q(end__isnull=True) | Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"


class CredentialsGiven(models.Model):
    """Who could have signed in as somebody: they made the account, gave it a password or took its second factor away.

    Forgotten once a second person has confirmed that its owner took it over.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="credentials_given")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="credentials_given_once_by", fields=["user", "by"])]

    def __str__(self) -> str:
        return f"{self.by_id} → {self.user_id}"
