"""How an indicator stands against its pace (figures.md, section 3)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Pace(models.TextChoices):
    """The five states, that the year's end decides, and that there are no facts yet."""

    DONE = "done", pgettext_lazy("pace", "done")
    AHEAD = "ahead", pgettext_lazy("pace", "ahead")
    ON_COURSE = "on_course", pgettext_lazy("pace", "on course")
    AT_RISK = "at_risk", pgettext_lazy("pace", "at risk")
    BEHIND = "behind", pgettext_lazy("pace", "behind")
    OPEN = "open", pgettext_lazy("pace", "assessed at year end")
    NO_DATA = "no_data", pgettext_lazy("pace", "no data yet")

    @property
    def icon(self) -> str:
        """The sign beside the word: never colour alone."""
        return _ICONS[self.value]


_ICONS = {
    "done": "circle-check",
    "ahead": "trending-up",
    "on_course": "arrow-right",
    "at_risk": "alert-triangle",
    "behind": "trending-down",
    "open": "hourglass",
    "no_data": "circle-dashed",
}
