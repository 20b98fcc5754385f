"""The roles of a person: granted, ended, stood in for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.models import User
from apps.administration.access import account_for
from apps.administration.open_work import open_work_of
from apps.administration.post_holders import posts_of, remaining
from apps.administration.role_forms import EndForm, GrantForm, StandInForm, account_offers
from apps.core.calendar import today
from apps.organisations.access import requires, user_of
from apps.organisations.models import RoleAssignment
from apps.organisations.services import role_end, role_grant, stand_in_appoint


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, username: str) -> HttpResponse:
    """The current, coming and former roles of a person, and the form to grant another."""
    user = user_of(request)
    person = account_for(user, username)
    form = GrantForm(_sent(request), user=user)
    if form.is_valid() and form.carry_out(lambda: role_grant(user=person, by=user, **form.cleaned_data)):
        return _back(request, person, _("The role has been granted."))
    context = {"person": person, "posts": posts_of(person, user), "form": form, "today": today()}
    return render(request, "administration/roles.html", context)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """End a role today or on a day, knowing what it leaves behind."""
    user = user_of(request)
    person, post = _post_of(user, username, pk)
    form = EndForm(_sent(request))
    if form.is_valid() and form.carry_out(lambda: role_end(assignment=post, on=form.cleaned_data["on"], by=user)):
        return _back(request, person, _("The role has been ended."))
    day = form.cleaned_data.get("on", today()) if form.is_bound else today()
    context = {"remaining": remaining(post, day), "open_work": open_work_of([post], user)}
    return render(request, "administration/role_end.html", {"person": person, "post": post, "form": form, **context})


@require_http_methods(["GET", "POST"])
def stand_in(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """Let another person act in the same role for a time."""
    user = user_of(request)
    person, post = _post_of(user, username, pk)
    form = StandInForm(_sent(request), user=user, person=person)
    if form.is_valid() and form.carry_out(lambda: stand_in_appoint(assignment=post, by=user, **form.cleaned_data)):
        return _back(request, person, _("The stand-in has been appointed."))
    return render(request, "administration/stand_in.html", {"person": person, "post": post, "form": form})


@require_GET
@requires("role.grant")
def account_options(request: HttpRequest) -> HttpResponse:
    """What a picker of accounts offers for the text in it: an htmx fragment."""
    text = "".join(request.GET.dict().values()).replace("\0", "")
    return render(request, "organisations/_options.html", {"offers": account_offers(user_of(request), text)})


def _post_of(user: User, username: str, pk: int) -> tuple[User, RoleAssignment]:
    """A role that the person holds or will hold."""
    person = account_for(user, username)
    held = person.roles.not_ended(today()).select_related("organisation", "user")
    return person, get_object_or_404(held, pk=pk)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _back(request: HttpRequest, person: User, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("administration:roles", person.username)
