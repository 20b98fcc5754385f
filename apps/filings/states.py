"""The states of a monthly filing (experience.md) and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """draft → submitted → approved | returned; returned → submitted.  A clerk's draft is confirmed by submitting."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


class Step(models.TextChoices):
    """What happened to a filing, for its timeline."""

    OPENED = "opened", _("opened")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    REOPENED = "reopened", _("reopened")
    EXTENDED = "extended", _("extension granted")
