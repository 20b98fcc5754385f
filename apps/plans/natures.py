"""What an indicator can be (figures.md, sections 2 and 3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IndicatorKind(models.TextChoices):
    """What the value is: a rate of two numbers, a count, an amount, or a milestone met or not."""

    RATE = "rate", _("rate")
    COUNT = "count", _("count")
    AMOUNT = "amount", _("amount")
    MILESTONE = "milestone", _("milestone")


class Nature(models.TextChoices):
    """How months add up (figures.md, section 2)."""

    FLOW = "flow", pgettext_lazy("nature", "flow")
    STOCK = "stock", pgettext_lazy("nature", "stock")
    COHORT = "cohort", pgettext_lazy("nature", "cohort")


class Source(models.TextChoices):
    """Where the value comes from: computed from facts, or filed every month."""

    MEASURE = "measure", _("computed from the records")
    FILED = "filed", _("filed every month")


class Comparator(models.TextChoices):
    AT_LEAST = ">=", "≥"
    AT_MOST = "<=", "≤"
    EQUAL = "=", "="


class Applies(models.TextChoices):
    """The sets of organisations that indicators apply to (figures.md, section 2, "Applies to")."""

    VILLAGE = "village", _("villages")
    COMMUNITY = "community", _("communities")
    PARTY_BRANCH = "party_branch", _("branches and joint branches")
    PARTY_ORGANISATION = "party_organisation", _("graded Party organisations")
    UNIT = "unit", _("township units")
    MASS = "mass", _("mass organisations")
    LEAGUE = "league", _("Youth League organisations")
    ASSOCIATION = "association", _("farmers’ associations")
    TOWNSHIP = "township", _("the township")
    ADOPTING_UNIT = "adopting_unit", _("adopting units")
    PILOT_BRANCH = "pilot_branch", _("pilot branches")
    TWO_NEW_PARTY = "two_new_party", _("Party organisations of two-new units")
    TWO_NEW = "two_new", _("two-new units in operation")
