"""How the money of a year compares with that of the year before (M018 M132)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from apps.core.amount import plain
from apps.core.ratio import Ratio


def growth_told(records: Any, year: int) -> Iterator[str]:
    """What was planned and what was allotted in the year beside the year before; nothing where nothing was planned."""
    sentences = {
        "planned": _("Planned for %(year)s: %(now)s yuan"),
        "allotted": _("Allotted for %(year)s: %(now)s yuan"),
    }
    return _told(records, year, sentences)


def income_told(records: Any, year: int) -> Iterator[str]:
    """What was earned in the year beside the year before; nothing where nothing is entered."""
    return _told(records, year, {"amount": _("Income of %(year)s: %(now)s yuan")})


def _told(records: Any, year: int, sentences: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each field that is stated in the year.  One query."""
    those = records.filter(date__year__in=(year - 1, year)).order_by().values("date__year")
    sums = {row["date__year"]: row for row in those.annotate(**{f"its_{name}": Sum(name) for name in sentences})}
    now, before = sums.get(year, {}), sums.get(year - 1, {})
    for name, sentence in sentences.items():
        if (amount := now.get(f"its_{name}")) is not None:
            said = sentence % {"year": year, "now": plain(amount)}
            yield f"{said}{_against(amount, before.get(f'its_{name}'))}"


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
