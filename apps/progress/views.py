"""The pages that show how the plan stands."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.filings.access import filing_for
from apps.measures.facts import FactScope as Facts
from apps.organisations.access import may, require, requires, user_of
from apps.organisations.models import Organisation
from apps.organisations.scope import ChosenScope, scope_of
from apps.plans.access import plan_to_edit
from apps.plans.grid import target_grid_of
from apps.plans.selectors import exempt_places, touching
from apps.plans.views.targets import programme_chosen
from apps.progress.forms import CountsForm, ScopeForm, known_year
from apps.progress.selectors import (
    counts_for,
    default_day,
    known_in,
    last_year_of,
    plan_page,
    progress_at,
    quotas_of,
    records_behind,
)
from apps.registers.registry import register_named

#: What a person must be allowed on the organisation to see figures that are not yet approved, and the records.
PENDING = "filing.view"
RECORDS = (PENDING, "activity.view", "rate.view", "plan.edit")

#: An activity of more hosts counts likewise.
MAX_HOSTS = 100


@requires("progress.view")
def plan(request: HttpRequest, year: int) -> HttpResponse:
    """The year's plan by programme: what is asked, what is, what is expected by now."""
    scope, as_of, picker = asked(request, year)
    page = plan_page(scope.organisation, scope.place_on(as_of), year, as_of)
    return render(request, "progress/plan.html", context_of(year, scope, as_of, picker) | {"page": page})


@requires("progress.view")
def indicator(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One indicator: its figure, by organisation, and the records behind it."""
    scope, as_of, picker = asked(request, year)
    progress = progress_at(scope.place_on(as_of), year, as_of, code, with_parts=True)
    standing = progress.of(code) if progress else None
    if progress is None or standing is None:
        raise Http404
    parts = [(part, part.standings[code]) for part in progress.parts if code in part.standings]
    exemptions = touching(progress.frame.exemptions.get(standing.indicator.pk, ()), scope.path)
    facts = Facts(scope.path, year, as_of, without=exempt_places(exemptions, as_of))
    context = {
        "plan": progress.frame.plan,
        "standing": standing,
        "parts": parts,
        "exemptions": [(exemption, exemption.holds_on(as_of)) for exemption in exemptions],
        "records": records_behind(standing.indicator, scope, facts, user_of(request)),
    }
    return render(request, "progress/indicator.html", context_of(year, scope, as_of, picker) | context)


@requires("filing.view")
def month_known(request: HttpRequest, year: int, code: str, month: int) -> HttpResponse:
    """What the portal knows of a month by itself: a part of the page on which it is filed, fetched after it."""
    user = user_of(request)
    filing = filing_for(user, "filing.view", code, year, month)
    context = {"filing": filing, "known": known_in(filing, user), "may_object": may(user, "filing.draft")}
    return render(request, "progress/_month.html", context)


@requires("plan.edit")
def last_year(request: HttpRequest, year: int) -> HttpResponse:
    """A part of the grid of targets, fetched after it: what was asked and reached the year before, cell by cell."""
    plan = plan_to_edit(user_of(request), year, request.GET.get("plan", ""))
    programme = programme_chosen(list(plan.programmes.all()), request.GET.get("programme", ""))
    found = last_year_of(plan, target_grid_of(plan, programme)) if programme else None
    return render(request, "progress/_last_year.html", {"its": found})


@requires("progress.view")
def quotas(request: HttpRequest, year: int, register: str) -> HttpResponse:
    """A part of the pages of a register: what the plan asks of its records, or of the kind that a form has got."""
    user, its = user_of(request), register_named(register)
    require(user, its.may("view"))
    as_of, scope = default_day(known_year(year)), scope_of(user, "progress.view", "")
    kind = its.kind_asked(request.GET)
    found = quotas_of(its, scope.place_on(as_of), year, as_of, kind)
    about = {"organisation": scope.organisation, "year": year, "as_of": as_of}
    return render(request, "progress/_quotas.html", {"quotas": found, "register": its, "kind": kind, **about})


@requires("activity.record")
def counts(request: HttpRequest) -> HttpResponse:
    """A part of the form of an activity: what it will count for, and the campaigns that run on its day."""
    day, facts, campaign = CountsForm(request.GET).asked()
    mine = Organisation.objects.visible_to(user_of(request), "activity.record")
    hosts = mine.filter(code__in=request.GET.getlist("hosts")[:MAX_HOSTS])
    return render(request, "progress/_counts.html", {"its": counts_for(hosts, day, facts, campaign), "year": day.year})


def asked(request: HttpRequest, year: int) -> tuple[ChosenScope, date, ScopeForm]:
    """The part of the tree and the day that a page is about, and the form that chooses them."""
    code, as_of = ScopeForm(request.GET).asked(known_year(year))
    scope = scope_of(user_of(request), "progress.view", code, *RECORDS)
    picker = ScopeForm(initial={"organisation": scope.organisation.code, "as_of": as_of})
    picker.offer(scope.choices)
    return scope, as_of, picker


def context_of(year: int, scope: ChosenScope, as_of: date, picker: ScopeForm) -> dict[str, object]:
    """What every page of progress shows."""
    return {
        "year": year,
        "organisation": scope.organisation,
        "as_of": as_of,
        "picker": picker,
        "pending": scope.may(PENDING),
        "may_edit": scope.may("plan.edit"),
    }
