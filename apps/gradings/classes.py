"""Classes and recognition levels (figures.md, section 4; mechanisms M063–M066)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class GradingClass(models.TextChoices):
    """The class of an organisation (等次)."""

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
