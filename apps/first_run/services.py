"""Beginning: the one-time code, the township with its first administrator, the plan of the first year."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypedDict

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.core.text import half_width
from apps.first_run.models import SetupCode
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_create, role_grant
from apps.plans.models import Plan
from apps.plans.services import plan_load_csv, plan_take_over, plan_update

#: Signs that nobody mistakes for others; sixteen of them are 80 random bits.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, SIGNS_EACH = 4, 4
KEPT_FOR = timedelta(days=1)


class Administrator(TypedDict):
    """Whoever gives out the accounts."""

    username: str
    name: str
    password: str


def is_empty() -> bool:
    """Whether nobody has an account yet.  One query."""
    return not User.objects.exists()


@transaction.atomic
def setup_code_make() -> str:
    """A new one-time code for setting up, good for a day; the one before no longer holds.

    Raises `ValidationError` where somebody has an account already.
    """
    if not is_empty():
        raise ValidationError(_("This portal has been set up already."))
    parts = ("".join(secrets.choice(SIGNS) for _sign in range(SIGNS_EACH)) for _group in range(GROUPS))
    code = "-".join(parts)
    SetupCode.objects.update_or_create(pk=1, defaults={"digest": _digest(code), "made_at": timezone.now()})
    record(Act("portal.code_made", "portal"), by=None)
    return code


@transaction.atomic
def portal_begin(*, code: str, township: Mapping[str, str], administrator: Administrator) -> User:
    """Make the township's Party committee and its first administrator, who proves by `code` to be on the server.

    `township` has `code` and `name`.  The role holds at once, as
    everything that is granted on the server.  Raises `ValidationError` by field; nothing is written then.
    """
    kept = SetupCode.objects.select_for_update().filter(pk=1).first()
    if not is_empty():
        raise ValidationError(_("This portal has been set up already."))
    _check_code(kept, code)
    _check_password(administrator)
    committee = _committee(township)
    user = account_create(**administrator, home=committee.code, by=None)
    role_grant(user=user, role=Role.ADMINISTRATOR, organisation=committee, start=today(), by=None)
    SetupCode.objects.all().delete()
    record(Act("portal.begun", user.username, committee.code), by=None)
    return user


@transaction.atomic
def plan_begin(
    *,
    organisation: Organisation,
    year: int,
    rows: Sequence[Mapping[str, str]] | None,
    with_targets: bool,
    first_month: int,
    days: Mapping[str, int],
    by: User,
) -> Plan:
    """The plan of a year out of `rows`, or (None) out of the latest earlier one, filed from `first_month` on.

    `days`: `filing_opens_day` and `filing_due_day`.  Raises `ValidationError`.
    """
    if rows is None:
        plan = plan_take_over(
            organisation=organisation, year=year, with_targets=with_targets, first_month=first_month, by=by
        )
    else:
        plan = plan_load_csv(organisation=organisation, year=year, rows=rows, first_month=first_month, by=by)
    return plan_update(plan=plan, by=by, **days)


def _check_code(kept: SetupCode | None, code: str) -> None:
    if kept is None or not hmac.compare_digest(kept.digest, _digest(code)):
        raise ValidationError({"code": _("This is not the code that was printed last on the server.")})
    if timezone.now() - kept.made_at > KEPT_FOR:
        raise ValidationError({"code": _("This code is older than a day. Let the server print a new one.")})


def _check_password(administrator: Administrator) -> None:
    try:
        validate_password(
            administrator["password"], User(username=administrator["username"], name=administrator["name"])
        )
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from refusal


def _committee(township: Mapping[str, str]) -> Organisation:
    """The Party committee; one that was imported on the server before has its name already."""
    there: Organisation | None = Organisation.objects.filter(code=township["code"], kind=Kind.COMMITTEE).first()
    if there is not None:
        return there
    try:
        return organisation_create(
            code=township["code"], name=township["name"], kind=Kind.COMMITTEE, sector="", parent=None, by=None
        )
    except ValidationError as refusal:
        by_field = refusal.message_dict
        raise ValidationError({_FIELDS.get(name, name): said for name, said in by_field.items()}) from refusal


#: The fields of an organisation by their names in the form.
_FIELDS = {"code": "township_code", "name": "township_name"}


def _digest(code: str) -> str:
    """What is typed by hand is read without its hyphens, in capitals."""
    typed = "".join(it for it in half_width(code).upper() if it.isalnum())
    return hashlib.sha256(typed.encode()).hexdigest()
