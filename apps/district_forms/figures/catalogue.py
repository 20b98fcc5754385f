"""The figures that can be chosen for a cell: keys that are kept, and the labels by which people find them.

A key is a kind and a code: ``indicator:OPT-03``, ``rate:general_upgrade``, ``measure:M057``, ``name:secretary``.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.text import half_width
from apps.gradings.rates import RateCode
from apps.measures.stated import measured_by_registers
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.plans.models import Indicator, Plan
from apps.plans.natures import Source
from apps.registers.measures import Coverage, Covered, SettledAmong


class Kind(StrEnum):
    INDICATOR = "indicator"
    RATE = "rate"
    MEASURE = "measure"
    NAME = "name"


NAMES: dict[str, Promise] = {
    "organisation": _("name of the organisation"),
    "code": _("code of the organisation"),
    "secretary": _("secretary of the organisation"),
    "day": _("day for which it is filled"),
    "year": _("year for which it is filled"),
    "month": _("month for which it is filled"),
    "filler": _("name of whoever fills it"),
}
_GROUPS: dict[str, Promise] = {
    Kind.RATE: _("three classes, three upgrades"),
    Kind.MEASURE: pgettext_lazy("figure", "register"),
    Kind.NAME: _("words"),
}


class Figure(NamedTuple):
    """A figure that may be chosen; `indicator` where it is one of the plan's."""

    key: str
    label: str
    indicator: Indicator | None = None

    @property
    def is_rate(self) -> bool:
        return kind_of(self.key)[0] == Kind.RATE or (self.indicator is not None and self.indicator.is_rate)

    @property
    def has_target(self) -> bool:
        return kind_of(self.key)[0] in (Kind.RATE, Kind.INDICATOR)

    @property
    def is_filed(self) -> bool:
        return self.indicator is not None and self.indicator.source == Source.FILED


class Catalogue:
    """What can be chosen for a form of an organisation: the indicators of its latest plan, rates, counts, words."""

    def __init__(self, organisation: Organisation) -> None:
        self.figures = list(_figures(organisation))
        self._by_key = {it.key: it for it in self.figures}
        self._by_text: dict[str, Figure] = {}
        for it in self.figures:
            for text in (it.label, it.key, kind_of(it.key)[1]):
                self._by_text.setdefault(half_width(text).casefold(), it)

    def get(self, key: str) -> Figure | None:
        return self._by_key.get(key)

    def label(self, key: str) -> str:
        """How people read a key; what is no longer offered is its code."""
        found = self._by_key.get(key)
        return found.label if found else kind_of(key)[1]

    def find(self, text: str) -> Figure | None:
        """What somebody has chosen or typed: the label, or the code alone."""
        typed = half_width(text).casefold()
        return self._by_text.get(typed) or self._by_text.get(typed.partition(" ")[0])


def kind_of(key: str) -> tuple[str, str]:
    """Kind and code of a key."""
    kind, _colon, code = key.partition(":")
    return kind, code


def _figures(organisation: Organisation) -> Iterator[Figure]:
    for indicator in _indicators(organisation):
        yield Figure(f"{Kind.INDICATOR}:{indicator.code}", f"{indicator.code} {indicator.name}", indicator)
    for code in RateCode:
        yield Figure(f"{Kind.RATE}:{code.value}", f"{code.label}（{_GROUPS[Kind.RATE]}）")
    for mechanism, (register, measure) in sorted(measured_by_registers().items()):
        if not isinstance(measure, Coverage | Covered | SettledAmong) and not register.is_private:
            yield Figure(f"{Kind.MEASURE}:{mechanism}", f"{mechanism} {register.title}（{_GROUPS[Kind.MEASURE]}）")
    for name, words in NAMES.items():
        yield Figure(f"{Kind.NAME}:{name}", f"{words}（{_GROUPS[Kind.NAME]}）")


def _indicators(organisation: Organisation) -> Iterator[Indicator]:
    """Those of the latest plan that holds for the organisation, in its order.  Three queries."""
    path = organisation.placements.filter(end__isnull=True).values_list("path", flat=True).first() or ""
    having = Indicator.objects.filter(programme__plan__organisation__in=ids_on(path)).values("programme__plan")
    plan = Plan.objects.filter(pk__in=having).order_by("-year", "-organisation").first()
    if plan is not None:
        rows = Indicator.objects.filter(programme__plan=plan).select_related("programme")
        yield from rows.order_by("programme__position", "position", "code")
