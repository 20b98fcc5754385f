"""Import and export of registers: upload, check, confirm; template; download."""

from datetime import MAXYEAR
from pathlib import PurePath
from typing import IO, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.calendar import today
from apps.core.ooxml import Refused
from apps.core.pages import page_of
from apps.exchange.forms import AnswersForm, ExportForm, UploadForm
from apps.exchange.models import Upload
from apps.exchange.registers import register_of
from apps.exchange.selectors import export_paths, leading_organisations, offers_for
from apps.exchange.services import register_export, upload_annotate, upload_create, upload_import
from apps.filings.access import filing_for
from apps.filings.month_workbook import MonthRegister
from apps.filings.months import Month
from apps.organisations.access import require, user_of
from apps.workbooks.importing import NO_ANSWERS
from apps.workbooks.register import Register
from apps.workbooks.responses import download
from apps.workbooks.table import Answers
from apps.workbooks.template import write_template


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the person may import and export."""
    offers = offers_for(user_of(request))
    if not offers:
        raise PermissionDenied
    return render(request, "exchange/index.html", {"offers": offers})


@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest, name: str) -> HttpResponse:
    """Upload a workbook; it is checked, and nothing is imported yet."""
    user, register = user_of(request), _register(name)
    require(user, register.action)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        try:
            made = upload_create(register=register, file=form.cleaned_data["file"], by=user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("exchange:upload", made.pk)
    return render(request, "exchange/import.html", {"register": register, "form": form})


@require_http_methods(["GET", "POST"])
def month(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """The workbook of one month, sent back to the page of the month."""
    filing = filing_for(user_of(request), "filing.draft", code, year, month)
    page = redirect("filings:edit", code=code, year=year, month=month)
    return _part(request, MonthRegister(code, filing.when), page) if filing.is_editable else page


@require_http_methods(["GET", "POST"])
def months(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The workbook of one month of everybody for whom the person enters figures."""
    require(user_of(request), "filing.draft")
    if not (1 <= month <= 12 and year <= MAXYEAR):
        raise Http404
    return _part(request, MonthRegister("", Month(year, month)), redirect("filings:workbooks"))


def _part(request: HttpRequest, register: MonthRegister, page: HttpResponse) -> HttpResponse:
    """What only fills blanks is written at once, as drafts; what would change figures is asked about first."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            made = upload_create(
                register=register, part=register.part, file=form.cleaned_data["file"], by=user_of(request)
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            blanks_only = made.outcome["created"] and not made.outcome["updated"]
            return _imported(request, made) if blanks_only else redirect("exchange:upload", made.pk)
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return page


def _imported(request: HttpRequest, found: Upload, answers: Answers = NO_ANSWERS) -> HttpResponse:
    """Import what was checked; a part goes back to its own page, which says so."""
    done = upload_import(upload=found, by=user_of(request), answers=answers)
    if not done.part or done.imported_at is None:
        return redirect("exchange:upload", done.pk)
    count = done.outcome["created"] + done.outcome["updated"]
    sentence = ngettext(
        "%(count)d figure taken over from the workbook. Nothing has been submitted yet.",
        "%(count)d figures taken over from the workbook. Nothing has been submitted yet.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return redirect(_page_of(done))


def _page_of(found: Upload) -> str:
    """Where the workbook was uploaded."""
    if not found.part:
        return reverse("exchange:import", args=[found.register])
    register = MonthRegister.of(found.part)
    if not register.code:
        return reverse("filings:workbooks")
    return reverse("filings:edit", args=[register.code, register.month.year, register.month.month])


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What the check of an uploaded workbook found, and what it asks; confirmed by POST, then what the import did."""
    found, register = _upload(request, upload_id)
    outcome = found.outcome
    form = AnswersForm(request.POST if request.method == "POST" else None, outcome=outcome)
    if form.is_valid():
        return _imported(request, found, form.answers)
    context = {"upload": found, "register": register, "outcome": outcome, "form": form, "back": _page_of(found)}
    if outcome["error_count"]:
        context["page"] = page_of(request, outcome["errors"])
        return render(request, "exchange/errors.html", context)
    if found.imported_at:
        return render(request, "exchange/done.html", context)
    return render(request, "exchange/questions.html" if form.fields else "exchange/check.html", context)


@require_GET
def annotated(request: HttpRequest, upload_id: UUID) -> FileResponse:
    """The uploaded workbook with every bad cell marked."""
    found, _register = _upload(request, upload_id)

    def write(file: IO[bytes]) -> None:
        upload_annotate(upload=found, by=user_of(request), target=file)

    return download(_("%(name)s (errors marked).xlsx") % {"name": PurePath(found.file_name).stem}, write)


@require_GET
def template(request: HttpRequest, name: str) -> FileResponse:
    """The empty workbook of a register."""
    user, register = user_of(request), _register(name)
    require(user, register.action)
    file_name = _("%(name)s template.xlsx") % {"name": register.title}
    return download(file_name, lambda file: write_template(file, register))


@require_GET
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """What to export; with ``?export=xlsx`` the workbook itself."""
    user, register = user_of(request), _register(name)
    require(user, register.view_action)
    asked = request.GET if "export" in request.GET else None
    organisations = leading_organisations(user, register)
    initial = {"year": today().year}
    form = ExportForm(asked, initial=initial, organisations=organisations, yearly=register.yearly)
    if asked is None or not form.is_valid():
        return render(request, "exchange/export.html", {"register": register, "form": form})
    code: str = form.cleaned_data["organisation"]
    paths = export_paths(user, register, code)
    year: int | None = form.cleaned_data.get("year")

    def write(file: IO[bytes]) -> None:
        register_export(register=register, file=file, paths=paths, year=year, organisation=code, by=user)

    return download(f"{register.title} {year or today()}.xlsx", write)


def _register(name: str, part: str = "") -> Register[Any]:
    try:
        return register_of(name, part)
    except KeyError:
        raise Http404 from None


def _upload(request: HttpRequest, upload_id: UUID) -> tuple[Upload, Register[Any]]:
    user = user_of(request)
    found = get_object_or_404(Upload.objects.visible_to(user), pk=upload_id)
    register = _register(found.register, found.part)
    require(user, register.action)
    return found, register
