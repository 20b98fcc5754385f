"""Packages of signed reports: made for a partner, taken in from one, read beside one's own."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.calendar import today
from apps.core.ooxml import Refused
from apps.core.pages import page_of
from apps.organisations.access import organisation_for, requires, user_of
from apps.packages.forms import PackageForm, PartnerForm
from apps.packages.models import Partner, ReceivedReport
from apps.packages.selectors import later_than, lines_of, place_of, received_for, receivers_of, years_of
from apps.packages.services import nothing_taken, package_receive, package_write, partner_end
from apps.reports.labels import RATES
from apps.reports.selectors import preview_of, report_to_read, shown_rows
from apps.reports.snapshot import canonical
from apps.workbooks.responses import CONTENT_TYPE

ROWS_PER_PAGE = 100


@require_GET
@requires("package.view")
def received(request: HttpRequest) -> HttpResponse:
    """The reports of a year: the portal's own and those that were received, with their rates."""
    user = user_of(request)
    years = years_of(user) or [today().year]
    asked = request.GET.get("year", "")
    year = next((it for it in years if str(it) == asked), years[0])
    context = {"years": years, "year": year, "lines": lines_of(user, year), "rates": RATES.values()}
    return render(request, "packages/received.html", context)


@require_http_methods(["GET", "POST"])
@requires("package.receive")
def receive(request: HttpRequest) -> HttpResponse:
    """Take in a package."""
    user = user_of(request)
    form = PackageForm(request.POST, request.FILES) if request.method == "POST" else PackageForm()
    partners = Partner.objects.visible_to(user, "package.receive")

    def take() -> ReceivedReport:
        file, older_too = form.cleaned_data["file"], form.cleaned_data["older_too"]
        return package_receive(file=file, partners=partners, by=user, older_too=older_too)

    if form.is_valid():
        try:
            made = form.make_once(take, lambda report: reverse("packages:detail", args=[report.pk]))
        except Refused as refusal:
            form.add_error("file", nothing_taken(refusal))
        else:
            if made:
                messages.success(request, _("The package is whole and its seal fits: this is the report."))
                return redirect(made.address)
    return render(request, "packages/receive.html", {"form": form})


@require_GET
@requires("package.view")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A received report: where it comes from, then its sheets as they were signed."""
    user = user_of(request)
    report = received_for(user, pk)
    preview = preview_of(report, request.GET.get("sheet", ""))
    page = page_of(request, getattr(preview.shown, "rows", ()), ROWS_PER_PAGE)
    context = {"report": report, "preview": preview, "page": page, "rows": shown_rows(preview, list(page))}
    return render(request, "packages/detail.html", context | {"later": later_than(user, report)})


@require_GET
@requires("package.view")
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The workbook as it was signed, with ``?format=json`` the data of the checksum."""
    report = received_for(user_of(request), pk)
    title = f"{report.code} {report.year} #{report.number}"
    if request.GET.get("format") == "json":
        content = BytesIO(canonical(report.taken))
        return FileResponse(content, as_attachment=True, filename=f"{title}.json", content_type="application/json")
    try:
        workbook = report.workbook.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(workbook, as_attachment=True, filename=f"{title}.xlsx", content_type=CONTENT_TYPE)


@require_GET
@requires("package.make")
def package(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To whom the package of a signed report goes; with ``?to=`` the package itself."""
    user = user_of(request)
    report = report_to_read(user, pk)
    if report is None:
        raise Http404
    organisation_for(user, "package.make", report.organisation.code)
    if "to" not in request.GET:
        return render(request, "packages/package.html", {"report": report, "partners": receivers_of(report)})
    partner, target = get_object_or_404(receivers_of(report), code=request.GET["to"]), BytesIO()
    try:
        package_write(report=report, partner=partner, target=target, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("reports:detail", pk)
    except FileNotFoundError:
        raise Http404 from None
    target.seek(0)
    name = f"{report.organisation.code}-{report.year}-{report.number}.zip"
    return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")


@require_GET
@requires("partner.edit")
def partners(request: HttpRequest) -> HttpResponse:
    """With which portals reports are exchanged."""
    seen = Partner.objects.visible_to(user_of(request), "partner.edit").select_related("organisation", "added_by")
    return render(request, "packages/partners.html", {"page": page_of(request, seen)})


@never_cache
@require_http_methods(["GET", "POST"])
@requires("partner.edit")
def new_partner(request: HttpRequest) -> HttpResponse:
    """Agree a key with another portal; one that this portal has made is shown, this once."""
    user = user_of(request)
    form, own = PartnerForm(request.POST if request.method == "POST" else None), reverse("packages:partners")
    if form.is_valid():
        kept: list[Partner] = []
        make = form.service(place_of(user, "partner.edit"), by=user)
        made = form.make_once(lambda: kept.append(make()), lambda _none: own)
        if kept and not form.cleaned_data["key"]:
            return render(request, "packages/key_once.html", {"partner": kept[0]})
        if made:
            messages.success(request, _("The key is agreed."))
            return redirect(own)
    return render(request, "packages/partner_new.html", {"form": form})


@require_POST
@requires("partner.edit")
def end_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a key no more."""
    user = user_of(request)
    partner = get_object_or_404(Partner.objects.visible_to(user, "partner.edit"), pk=pk)
    if partner_end(partner=partner, by=user):
        messages.success(request, _("The key is withdrawn. What was received with it stays."))
    return redirect("packages:partners")
