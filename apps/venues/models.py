"""Where organisations meet and serve (M013 M071 M133 M134 M135)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import PositiveHundredthsField
from apps.registers.models import Lasting


class VenueType(models.TextChoices):
    """What a venue is for, with the mechanism that asks for it."""

    ACTIVITIES = "activities", _("venue for Party activities")  # M134 M135
    CENTRE = "centre", _("Party-mass activity centre")  # M133
    SERVICE = "service", _("one-stop service point")  # M071
    ASSOCIATION = "association", _("office of an association")  # M013
    VETERANS = "veterans", _("room for veteran cadres")  # M150


class Ownership(models.TextChoices):
    OWN = "own", pgettext_lazy("venue", "own")
    PUBLIC = "public", pgettext_lazy("venue", "of a public body")
    RENTED = "rented", pgettext_lazy("venue", "rented")
    BORROWED = "borrowed", pgettext_lazy("venue", "lent")


TYPE_WORDS = {
    "活动阵地": VenueType.ACTIVITIES,
    "党群活动中心": VenueType.CENTRE,
    "便民服务中心": VenueType.SERVICE,
    "协会办公场所": VenueType.ASSOCIATION,
    "老干部活动场所": VenueType.VETERANS,
}
OWNERSHIP_WORDS = {
    "自有": Ownership.OWN,
    "公有": Ownership.PUBLIC,
    "租用": Ownership.RENTED,
    "借用": Ownership.BORROWED,
}
#: In hundredths of a square metre.
_LARGEST = 100_000 * 100


class Venue(Lasting):
    """Rooms of an organisation, [start, end); the area in hundredths of a square metre."""

    title = models.CharField(pgettext_lazy("venue", "name"), max_length=100)
    type = models.CharField(pgettext_lazy("venue", "type"), max_length=20, choices=VenueType.choices)
    place = models.CharField(pgettext_lazy("venue", "address"), max_length=100, blank=True)
    area = PositiveHundredthsField(_("floor area (m²)"), validators=[MaxValueValidator(_LARGEST)])
    ownership = models.CharField(_("ownership"), max_length=20, choices=Ownership.choices, blank=True)
    shared_with = models.CharField(
        _("shared with"), max_length=100, blank=True, help_text=_("League, Women’s Federation, union, association …")
    )
    services = models.CharField(_("services offered"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("venue")

    def __str__(self) -> str:
        return str(self.title)
