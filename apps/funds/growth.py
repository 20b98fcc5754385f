"""How the money of a year compares with that of the year before (M132)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from apps.core.amount import plain
from apps.core.ratio import Ratio


def growth_told(records: Any, year: int) -> Iterator[str]:
    """What was planned and what was allotted in the year beside the year before; nothing where nothing was planned."""
    sums = {
        row["date__year"]: row
        for row in records.filter(date__year__in=(year - 1, year))
        .order_by()
        .values("date__year")
        .annotate(planned=Sum("planned"), allotted=Sum("allotted"))
    }
    now, before = sums.get(year, {}), sums.get(year - 1, {})
    for name, sentence in (
        ("planned", _("Planned for %(year)s: %(now)s yuan")),
        ("allotted", _("Allotted for %(year)s: %(now)s yuan")),
    ):
        if (amount := now.get(name)) is not None:
            said = sentence % {"year": year, "now": plain(amount)}
            yield f"{said}{_against(amount, before.get(name))}"


def _against(now: int, before: int | None) -> str:
    """How much more or less that is, in percent cut and never rounded; blank is not zero."""
    if before is None:
        return _("; of the year before nothing is entered.")
    difference = Ratio(abs(now - before), before)
    if now == before:
        return _("; as much as in the year before.")
    said = {"before": plain(before), "percent": difference.percent, "by": plain(abs(now - before))}
    if difference.percent is None:
        return _("; in the year before 0 yuan, so that no growth applies.")
    if now > before:
        return _("; in the year before %(before)s yuan: %(percent)s%% more (by %(by)s yuan).") % said
    return _("; in the year before %(before)s yuan: %(percent)s%% less (by %(by)s yuan).") % said
