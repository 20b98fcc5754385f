"""Classes, recognition levels, the three rates and how an organisation stands in them (figures.md, section 4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GradingClass(models.TextChoices):
    """The class of an organisation (等次; mechanism M063)."""

    ADVANCED = "advanced", pgettext_lazy("class", "advanced")
    GENERAL = "general", pgettext_lazy("class", "general")
    BACKWARD = "backward", pgettext_lazy("class", "backward")
    UNGRADED = "ungraded", pgettext_lazy("class", "not graded")


class RecognitionLevel(models.IntegerChoices):
    """How high an organisation has been named (命名表彰级别); the numbers are the order."""

    NONE = 0, pgettext_lazy("level", "none")
    TOWNSHIP = 1, pgettext_lazy("level", "township")
    DISTRICT = 2, pgettext_lazy("level", "district")
    CITY = 3, pgettext_lazy("level", "city")
    PROVINCE = 4, pgettext_lazy("level", "province")
    NATIONAL = 5, pgettext_lazy("level", "national")


class RateCode(models.TextChoices):
    """The three rates (mechanisms M064, M065, M066)."""

    ADVANCED_UPGRADE = "advanced_upgrade", _("Upgrade rate of advanced organisations")
    GENERAL_UPGRADE = "general_upgrade", _("Upgrade rate of general organisations")
    BACKWARD_CONVERSION = "backward_conversion", _("Conversion rate of backward organisations")


class RateOutcome(models.TextChoices):
    """How a member of a cohort stands on a day: upgraded, gone, or why it does not count as upgraded."""

    UPGRADED = "upgraded", pgettext_lazy("standing", "upgraded")
    EXIT = "exit", pgettext_lazy("standing", "dissolved or merged")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("standing", "no confirmed end-of-year class")
    UNGRADED = "ungraded", pgettext_lazy("standing", "not graded at the end of the year")
    FELL = "fell", pgettext_lazy("standing", "class lower than before")
    KEPT = "kept", pgettext_lazy("standing", "class kept")
    LEVEL_NOT_HIGHER = "level_not_higher", pgettext_lazy("standing", "recognition not higher than before")
    LEVEL_TOO_LOW = "level_too_low", pgettext_lazy("standing", "recognition below the level that the plan asks for")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("standing", "rectification not accepted")
    ACCEPTANCE_OPEN = "acceptance_open", pgettext_lazy("standing", "acceptance of the rectification still open")
