"""The pages of members besides those of their registers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.accounts.models import User
from apps.closing.standing import Closing, closing_for
from apps.core.calendar import today
from apps.core.searching import holding
from apps.core.versioning import StaleVersion
from apps.members.breakdowns import BREAKDOWNS
from apps.members.forms import TransferForm
from apps.members.models import Member
from apps.members.selectors import courses_for, parts_for
from apps.members.services import member_transfer
from apps.members.statistics import statistics_for
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.organisations.picker import MAX_OFFERED, label_of
from apps.registers.registry import REGISTERS
from apps.registers.selectors import record_for
from apps.workbooks.columns import Column, IntegerColumn
from apps.workbooks.responses import workbook_response


@require_GET
@requires("member.view")
def members(request: HttpRequest) -> HttpResponse:
    """The roll is a register like every other."""
    del request
    return redirect("registers:list", "members")


@require_GET
@never_cache
@requires("member.view")
def options(request: HttpRequest) -> HttpResponse:
    """What a picker offers for the text in it: numbers and names of members whom the person sees."""
    text = "".join(request.GET.dict().values()).replace("\0", "")
    seen = REGISTERS["members"].visible_to(user_of(request)).counted().filter(left_on__isnull=True)
    found = seen.filter(holding(text, "code", "name"))[:MAX_OFFERED] if text else []
    return render(request, "organisations/_options.html", {"offers": [label_of(it.code, it.name) for it in found]})


@require_GET
@never_cache
def file(request: HttpRequest, pk: str) -> HttpResponse:
    """What hangs on a member: a part of their page, whose opening is noted."""
    user = user_of(request)
    member = _member(user, "view", pk)
    may_transfer = REGISTERS["members"].allows(user, member, "transfer") and member.left_on is None
    context = {"member": member, "parts": parts_for(user, member), "courses": courses_for(user, member)}
    return render(request, "members/_file.html", {**context, "may_transfer": may_transfer})


def transfer(request: HttpRequest, pk: str) -> HttpResponse:
    """Let a member belong to another branch from a day on."""
    user = user_of(request)
    member = _member(user, "transfer", pk)
    if not REGISTERS["members"].allows(user, member, "transfer"):
        raise PermissionDenied
    if member.withdrawn_at is not None:
        raise Http404
    among = Organisation.objects.visible_to(user, "member.transfer")
    form = TransferForm(request.POST or None, among=among, initial={"version": member.version})
    closing = Closing()
    if form.is_valid():
        said = form.cleaned_data
        closing = closing_for(user, {(it, said["on"]) for it in (member.organisation_id, said["to"].pk)})
        if (not closing or form.ask_why()) and _carried_out(request, form, member, user):
            return redirect("registers:detail", "members", member.pk)
    context = {"register": REGISTERS["members"], "record": member, "title": member.name}
    return render(request, "members/transfer.html", {**context, "form": form, "closing": closing})


def _carried_out(request: HttpRequest, form: TransferForm, member: Member, user: User) -> bool:
    """Whether the member was transferred; where not, the form says why."""
    try:
        done = form.carry_out(lambda: member_transfer(member=member, by=user, **form.cleaned_data))
    except StaleVersion:
        form.add_error(None, _("Somebody changed this record meanwhile. Look at it once more."))
        return False
    if done:
        messages.success(request, _("Saved."))
    return bool(done)


@require_GET
@requires("member.count")
def statistics(request: HttpRequest) -> HttpResponseBase:
    """Members by branch in the shape of the district's table A, or told apart `?by=`; `?export=xlsx` for a workbook."""
    user, on, by = user_of(request), today(), request.GET.get("by", "")
    found = statistics_for(user, on, by)
    if request.GET.get("export") == "xlsx":
        numbers = [IntegerColumn(it.heading, f"n{at}") for at, it in enumerate(found.columns)]
        columns = (Column("组织编码", "code"), Column("单位", "name", width=30), *numbers)
        lines = [("", "合计", *found.whole), *((it.code, it.name, *it.counts) for it in found.lines)]
        sheet = f"党员{BREAKDOWNS[by].heading}" if by in BREAKDOWNS else "党员情况"
        said: dict[str, Any] = {"by": user, "filters": {"by": by} if by else {}}
        return workbook_response(f"{sheet} {on}.xlsx", sheet, columns, lines, **said)
    context = {"statistics": found, "today": on, "chosen": by, "breakdowns": BREAKDOWNS.items()}
    return render(request, "members/statistics.html", context)


def _member(user: User, what: str, pk: str) -> Any:
    return record_for(user, REGISTERS["members"], what, pk)
