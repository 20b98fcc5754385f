"""Which forms there are, what each is filled with on a day, and the files."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.accounts.models import User
from apps.core.ooxml import Refused
from apps.core.pages import page_of
from apps.district_forms.access import VIEW, form_for
from apps.district_forms.blanks import content_of
from apps.district_forms.filling import Filling
from apps.district_forms.forms import DayForm, usual_day
from apps.district_forms.models import DistrictForm, FileKind
from apps.district_forms.selectors import listed
from apps.district_forms.services import district_form_fill
from apps.organisations.access import requires, user_of
from apps.reports.downloads import CONTENT_TYPES

CELLS_PER_PAGE = 200


@require_GET
@requires(VIEW)
def list_(request: HttpRequest) -> HttpResponse:
    """The forms that are filled from here."""
    return render(request, "district_forms/list.html", {"page": page_of(request, listed(user_of(request)))})


@require_GET
@requires(VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every cell of the form with its figure on the day ``?as_of=``, by default the end of the last month."""
    user = user_of(request)
    form = form_for(user, VIEW, pk)
    days = DayForm(request.GET if "as_of" in request.GET else {"as_of": usual_day()})
    return _shown(request, form, days, user)


@require_GET
@requires(VIEW)
def filled(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file filled for the day ``?as_of=``."""
    user = user_of(request)
    form, days = form_for(user, VIEW, pk), DayForm(request.GET)
    if not days.is_valid():
        return _shown(request, form, days, user)
    as_of = days.cleaned_data["as_of"]
    try:
        content = district_form_fill(form=form, as_of=as_of, by=user)
    except Refused as refusal:
        days.add_error(None, str(refusal))
        return _shown(request, form, days, user)
    return _file(form, content, f"{form.name} {as_of.isoformat()}.{form.kind}")


@require_GET
@requires(VIEW)
def blank(request: HttpRequest, pk: int) -> FileResponse:
    """The blank file as it was handed in."""
    form = form_for(user_of(request), VIEW, pk)
    return _file(form, content_of(form), form.file_name)


def _shown(request: HttpRequest, form: DistrictForm, days: DayForm, user: User) -> HttpResponse:
    """The page; without figures where the day makes no sense or the blank cannot be read."""
    context = {"form": form, "days": days, "as_of": None, "kind": FileKind(form.kind).label}
    if days.is_valid():
        as_of = days.cleaned_data["as_of"]
        try:
            cells = Filling(form, as_of, user.name).cells
        except Refused as refusal:
            days.add_error(None, str(refusal))
        else:
            written = [it for it in cells if it.value is not None]
            left = [it for it in cells if it.value is None and it.note]
            context |= {"as_of": as_of, "page": page_of(request, written, CELLS_PER_PAGE), "left": left}
    return render(request, "district_forms/detail.html", context)


def _file(form: DistrictForm, content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=CONTENT_TYPES[form.kind])
