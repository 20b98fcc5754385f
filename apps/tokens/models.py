"""Tokens by which programs ask in somebody's name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.organisations.models import RoleAssignment
from apps.tokens.querysets import AccessTokenQuerySet


class AccessToken(models.Model):
    """Lets a program be one role of a person, until a day.  Only the hash of its secret is kept.

    `held` is the role; where it ends or is withdrawn, the token opens nothing any more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(pgettext_lazy("token", "what for"), max_length=60)
    held = models.ForeignKey(RoleAssignment, models.CASCADE, related_name="+", verbose_name=_("role"))
    may_write = models.BooleanField(_("may write"), default=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(_("begins with"), max_length=12)
    last_day = models.DateField(_("last day"))
    created_at = models.DateTimeField(_("created at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"
