"""What is still missing before a township files for the first time: read from the data, so that nothing is forgotten.

No step is stored: whoever leaves and comes back finds what others did meanwhile, on whatever page they did it.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.months import Month
from apps.first_run.known import township_of
from apps.organisations.access import may
from apps.organisations.kinds import Role
from apps.organisations.policy import granting


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it is, whether it is done, what is so or missing, and where it is taken.

    `needs` is the action that whoever takes it must be allowed; `command` what is said on the server where there is
    no second person in the portal.
    """

    title: str
    is_done: bool
    said: str
    address: str = ""
    action: str = ""
    needs: str = ""
    command: str = ""
    #: Another way to the same end, and what it is called.
    beside: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as one person sees it: whether it is theirs to take."""

    step: Step
    is_mine: bool


def steps_for(user: User) -> list[Shown]:
    """The steps of the township that `user` sets up; none where there is none.  One query, beside the roles."""
    township = township_of(user)
    made = [] if township is None else [make(township) for make in STEPS]
    return [Shown(it, not it.needs or may(user, it.needs)) for it in made]


def missing_for(user: User) -> list[Shown]:
    """Those of them that are not done.  The same cost."""
    return [it for it in steps_for(user) if not it.step.is_done]


def _township(township: Any) -> Step:
    return Step(_("Township and administrator"), True, f"{township.code} {township.name}")


def _staff(township: Any) -> Step:
    title, needs = _("Somebody in the Party-building office"), granting(Role.STAFF)
    if township.has_staff:
        return Step(title, True, _("There is staff who plans, imports and reviews."))
    if name := township.waiting_staff:
        said = _(
            "%(name)s is waiting for a second person: another administrator confirms it, once the person has signed in "
            "and chosen a password. Where there is a single administrator, the server does:"
        )
        address = reverse("administration:account", args=[name])
        action, command = _("Open the account"), f"manage.py confirm_roles {name}"
        return Step(title, False, said % {"name": name}, address, action, needs, command)
    said = _("Create the account of whoever keeps the plan. The password for the first sign-in is shown once.")
    return Step(title, False, said, reverse("administration:account_new"), _("Create the account"), needs)


def _organisations(township: Any) -> Step:
    number = township.below
    said = _("Download the template, enter one organisation a row, those at the top below %(code)s, and upload it.")
    if number:
        said = ngettext(
            "%(number)d organisation directly below the committee.",
            "%(number)d organisations directly below the committee.",
            number,
        )
    return Step(
        _("Organisations"),
        number > 0,
        said % {"code": township.code, "number": number},
        reverse("exchange:import", args=["organisations"]),
        _("Import from Excel"),
        "organisation.edit",
        beside=(reverse("organisations:new"), _("Enter one")),
    )


def _accounts(township: Any) -> Step:
    filers, waiting = township.filers, township.without_password
    said = _("Secretaries and clerks file the months, officers those of mass organisations.")
    address, action = reverse("exchange:import", args=["accounts"]), _("Import from Excel")
    beside = reverse("administration:account_new"), _("Enter one")
    if waiting:
        said = _("%(filers)d people file; %(waiting)d of them have no password for the first sign-in yet.")
        beside, address, action = (address, action), reverse("administration:first_passwords"), _("Give passwords")
    elif filers:
        said = ngettext("%(filers)d person files.", "%(filers)d people file.", filers)
    said %= {"filers": filers, "waiting": waiting}
    return Step(_("Accounts"), filers > waiting, said, address, action, "account.manage", beside=beside)


def _plan(township: Any) -> Step:
    title, needs = _("Plan of the year"), "plan.edit"
    if township.plan_year is None:
        said = _("From the catalogue of 2012, from the year before, or from a workbook; it can be changed afterwards.")
        return Step(title, False, said, reverse("first_run:plan"), _("Make the plan"), needs)
    address = reverse("plans:targets", args=[township.plan_year])
    said = _("There is the plan of %(year)d. Check its targets.") % {"year": township.plan_year}
    return Step(title, True, said, address, _("Targets"), needs)


def _settings(township: Any) -> Step:
    title = _("Deadlines and settings of the year")
    if township.plan_year is None:
        return Step(title, False, _("They come with the plan."), needs="plan.edit")
    days = {"opens": township.opens_day, "due": township.due_day}
    said = _("A month opens on day %(opens)d of the following one and is due on day %(due)d.") % days
    address = reverse("plans:settings", args=[township.plan_year])
    return Step(title, True, said, address, _("Change the settings"), "plan.edit")


def _filing(township: Any) -> Step:
    title = _("First monthly filing")
    if township.has_filings:
        return Step(title, True, _("The first month has opened."), reverse("filings:list"), _("See the months"))
    if township.plan_year is None:
        return Step(title, False, _("The portal opens it by itself once there is a plan."))
    month = Month(township.plan_year, township.first_month)
    opens, due = (month.following_day(day) for day in (township.opens_day, township.due_day))
    said = _("The portal opens %(month)s by itself on %(opens)s; it is due on %(due)s.")
    if opens <= today():
        said = _("The portal opens %(month)s by itself within a quarter of an hour; it is due on %(due)s.")
    return Step(title, False, said % {"month": month, "opens": opens.isoformat(), "due": due.isoformat()})


STEPS = (_township, _staff, _organisations, _accounts, _plan, _settings, _filing)
