"""A second person for privileged roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.administration.access import account_for
from apps.administration.role_forms import ConfirmRolesForm
from apps.organisations.access import user_of
from apps.organisations.services import may_confirm, obstacle_to_confirming, roles_confirm, waiting_roles


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, username: str) -> HttpResponse:
    """Confirm the roles of a person that wait for a second one, having made sure that the owner has the account."""
    user = user_of(request)
    person = account_for(user, username)
    waiting = list(waiting_roles(person))
    mine = [role for role in waiting if may_confirm(role, user)]
    form = ConfirmRolesForm(request.POST if request.method == "POST" else None, shown=mine)
    if form.is_valid() and form.carry_out(lambda: roles_confirm(user=person, seen=form.seen, by=user)):
        messages.success(request, _("The roles are confirmed: they hold from now on."))
        return redirect("administration:roles", person.username)
    context = {
        "person": person,
        "form": form,
        "mine": mine,
        "others": [role for role in waiting if role not in mine],
        "obstacle": obstacle_to_confirming(person, user) if mine else "",
    }
    return render(request, "administration/roles_confirm.html", context)
