"""What a figure is for an organisation on a day: the same that every page, `manage.py progress` and `rates` say.

Official figures only; each read of a scope serves all cells that ask for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from apps.core.ratio import Ratio
from apps.district_forms.figures.catalogue import Kind, kind_of
from apps.district_forms.figures.months import MonthFigures
from apps.district_forms.figures.naming import words_of
from apps.district_forms.files.values import Percent, Value
from apps.district_forms.models import Part
from apps.gradings.rates import Rate, RateCode
from apps.gradings.selectors import rates_of, target_text
from apps.measures.facts import FactScope, Tally
from apps.measures.register_sums import Asked
from apps.measures.registers import register_tallies
from apps.measures.stated import measures_of
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.organisations.tree import SEGMENT_WIDTH
from apps.progress.figures import Standing
from apps.progress.scope import Part as ProgressPart
from apps.progress.scope import ProgressScope, progress_at
from apps.registers.measures import Settled


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as a value; None where there is none, `note` then says why, or what is missing in it."""

    value: Value | None = None
    note: str = ""


@dataclass
class FigureReader:
    """Reads figures at and below `whole`; `filler` is the name of whoever fills the form."""

    whole: Organisation
    filler: str = ""

    def __post_init__(self) -> None:
        self._paths: dict[tuple[int, date], str | None] = {}
        self._scopes: dict[tuple[str, date], ProgressScope | None] = {}
        self._parts: dict[tuple[str, date], dict[str, ProgressPart]] = {}
        self._rates: dict[tuple[int, date], Mapping[RateCode, Rate]] = {}
        self._tallies: dict[tuple[str, str, date], Tally | None] = {}

    def known(self, key: str, part: str, organisation: Organisation, on: date) -> Known:
        """The part of the figure for `organisation` with all below it, on the day `on`."""
        kind, code = kind_of(key)
        if kind == Kind.NAME:
            return Known(words_of(code, organisation, on, self.filler))
        path = self._path(organisation, on)
        if path is None:
            return Known(note=_("The organisation stands nowhere in the tree on that day."))
        if kind == Kind.RATE:
            return _of_rate(self._rate(organisation, on, RateCode(code)), part)
        if kind == Kind.MEASURE:
            return _of_tally(self._tally(code, path, on), part, is_rate=self._is_rate(code))
        if part == Part.MONTH:
            return self._of_month(code, path, on)
        return _of_standing(self._standing(code, path, organisation, on), part)

    def _path(self, organisation: Organisation, on: date) -> str | None:
        asked = organisation.pk, on
        if asked not in self._paths:
            self._paths[asked] = path_on(organisation, on)
        return self._paths[asked]

    def _scope(self, path: str, on: date) -> ProgressScope | None:
        if (path, on) not in self._scopes:
            whole = path == self._path(self.whole, on)
            self._scopes[path, on] = progress_at(path, on.year, on, with_parts=whole)
        return self._scopes[path, on]

    def _standing(self, code: str, path: str, organisation: Organisation, on: date) -> Standing | None:
        """Those directly below the whole are known with it: a village costs no query of its own."""
        whole = self._path(self.whole, on)
        if whole is not None and path[:-SEGMENT_WIDTH] == whole:
            known = self._part(whole, organisation.code, on)
            if known is not None and code in known.standings:
                return known.standings[code]
        scope = self._scope(path, on)
        return scope.of(code) if scope else None

    def _part(self, whole: str, code: str, on: date) -> ProgressPart | None:
        if (whole, on) not in self._parts:
            scope = self._scope(whole, on)
            self._parts[whole, on] = {it.code: it for it in scope.parts} if scope else {}
        return self._parts[whole, on].get(code)

    @cached_property
    def _months(self) -> MonthFigures:
        return MonthFigures()

    def _of_month(self, code: str, path: str, on: date) -> Known:
        scope = self._scope(path, on)
        standing = scope.of(code) if scope else None
        if scope is None or standing is None:
            return Known(note=_no_indicator())
        value, missing = self._months.of(scope.frame, standing.indicator, path, on)
        return Known(value, "" if value is not None else missing)

    def _rate(self, organisation: Organisation, on: date, code: RateCode) -> Rate:
        asked = organisation.pk, on
        if asked not in self._rates:
            self._rates[asked] = rates_of(organisation, on.year, on)
        return self._rates[asked][code]

    def _tally(self, mechanism: str, path: str, on: date) -> Tally | None:
        asked = mechanism, path, on
        if asked not in self._tallies:
            scope = FactScope(path, on.year, on, has_proposals=False)
            its = Asked(mechanism, ())
            found = register_tallies([its], scope, width=None).get(its)
            self._tallies[asked] = found.whole if found else None
        return self._tallies[asked]

    def _is_rate(self, mechanism: str) -> bool:
        return any(isinstance(measure, Settled) for _register, measure in measures_of([mechanism]).values())


def _of_standing(standing: Standing | None, part: str) -> Known:
    if standing is None:
        return Known(note=_no_indicator())
    if standing.exemption is not None:
        return Known(note=_("Not required of this organisation (approved)."))
    if part == Part.TARGET:
        return Known(_as_percent(standing.target_text, standing.indicator.is_rate), _without(standing.target_text))
    if not standing.figure.has_facts:
        return Known(note=_no_figure())
    if part == Part.VALUE and standing.indicator.is_rate:
        return _of_ratio(standing.ratio, _missing(standing))
    text = standing.denominator_text if part == Part.DENOMINATOR else standing.numerator_text
    return Known(_as_percent(text, is_rate=False), _missing(standing))


def _of_rate(rate: Rate, part: str) -> Known:
    provisional = _("provisional") if rate.provisional else ""
    if part == Part.TARGET:
        return Known(Percent(Decimal(target_text(rate.target))))
    if part == Part.NUMERATOR:
        return Known(Decimal(rate.ratio.numerator), provisional)
    if part == Part.DENOMINATOR:
        return Known(Decimal(rate.ratio.denominator), provisional)
    return _of_ratio(rate.ratio, provisional)


def _of_tally(tally: Tally | None, part: str, *, is_rate: bool) -> Known:
    if tally is None or not tally.has_facts:
        return Known(note=_no_figure())
    if part == Part.VALUE and is_rate:
        return _of_ratio(Ratio(tally.numerator, tally.denominator), "")
    return Known(Decimal(tally.denominator if part == Part.DENOMINATOR else tally.numerator))


def _of_ratio(ratio: Ratio | None, note: str) -> Known:
    if ratio is None or ratio.percent is None:
        return Known(note=_("Not applicable: the denominator is 0."))
    return Known(Percent(Decimal(ratio.percent)), note)


def _as_percent(text: str | None, is_rate: bool) -> Value | None:
    if text is None:
        return None
    return Percent(Decimal(text)) if is_rate else Decimal(text)


def _missing(standing: Standing) -> str:
    months = standing.figure.missing_months
    return (
        _("Not in it: %(months)s.") % {"months": "、".join(_("month %(month)d") % {"month": it} for it in months)}
        if months
        else ""
    )


def _without(target: str | None) -> str:
    return "" if target else _("There is no target.")


def _no_figure() -> str:
    return _("Nothing is recorded or approved yet.")


def _no_indicator() -> str:
    return _("The plan of the year has no such indicator.")
