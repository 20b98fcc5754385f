"""How a figure is computed: the rule in plain words, and the numbers that went into this one."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from apps.core.calendar import ReportingYear, today
from apps.gradings.forms import RatesForm
from apps.gradings.selectors import overview_of
from apps.handbook.books import FIGURES, Section, book_in
from apps.handbook.views import told
from apps.organisations.access import requires, user_of
from apps.organisations.scope import scope_of
from apps.plans.measurable import measure_said
from apps.progress.forms import ScopeForm, known_year
from apps.progress.scope import progress_at


@require_GET
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """A rule by itself."""
    return render(request, told(request, "handbook/figure"), {"rules": _rules(key)})


@require_GET
@requires("rate.view")
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """One of the three rates; a bad value in the address gives way to its default."""
    form = RatesForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    year = asked.get("year") or today().year
    as_of = asked.get("as_of") or ReportingYear(year).last_day
    organisation = scope_of(user_of(request), "rate.view", asked.get("organisation", "")).organisation
    sheets = overview_of(organisation, year, as_of, pending=False).sheets
    sheet = next((it for it in sheets if it.rate.code == code), None)
    if sheet is None:
        raise Http404
    context = {"rules": _rules("the-three-rates"), "sheet": sheet, "year": year, **_about(organisation.code, as_of)}
    return render(request, told(request, "handbook/figure"), context)


@require_GET
@requires("progress.view")
def indicator(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """An indicator of the plan with its pace."""
    asked, as_of = ScopeForm(request.GET).asked(known_year(year))
    scope = scope_of(user_of(request), "progress.view", asked)
    progress = progress_at(scope.place_on(as_of), year, as_of, code)
    standing = progress.of(code) if progress else None
    if standing is None:
        raise Http404
    context = {
        "rules": _rules("indicators", "pace"),
        "standing": standing,
        "measure": measure_said(standing.indicator.mechanism),
        "year": year,
        **_about(scope.organisation.code, as_of),
    }
    return render(request, told(request, "handbook/figure"), context)


def _about(code: str, as_of: date) -> dict[str, object]:
    return {"organisation_code": code, "as_of": as_of}


def _rules(*keys: str) -> list[Section]:
    """Sections of the book of figures; 404 for one that it does not have."""
    book = book_in(get_language(), FIGURES)
    found = [section for key in keys if (section := book.section(key))]
    if len(found) < len(keys):
        raise Http404
    return found
