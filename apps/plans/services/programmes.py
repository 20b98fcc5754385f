"""The programmes of a plan: added, renamed, ordered, removed while they are empty."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.versioning import lock_version
from apps.plans.models import Plan, Programme, subject_of


@transaction.atomic
def programme_add(*, plan: Plan, name: str, by: User | None) -> Programme:
    """A new programme, the last of the plan.  Raises `ValidationError` for a name that is there already."""
    plan = _locked(plan)
    last = plan.programmes.order_by("-position").values_list("position", flat=True).first() or 0
    programme = Programme(plan=plan, name=name, position=last + 1)
    _check(programme)
    programme.save()
    _record("programme.created", programme, by, after={"name": name})
    return programme


@transaction.atomic
def programme_rename(*, programme: Programme, name: str, by: User | None, version: int | None = None) -> Programme:
    """Give a programme another name.  Raises `ValidationError`, and `StaleVersion`."""
    _locked(programme.plan)
    current = lock_version(Programme.objects.select_related("plan__organisation"), programme.pk, version)
    before, current.name = current.name, name
    _check(current)
    if before != name:
        current.save(by=by)
        _record("programme.renamed", current, by, {"name": before}, {"name": name})
    return current


@transaction.atomic
def programme_move(*, programme: Programme, up: bool, by: User | None) -> None:
    """Let a programme change places with the one before it, or after it; nothing where there is none."""
    plan = _locked(programme.plan)
    ordered = list(plan.programmes.order_by("position", "pk"))
    at = ordered.index(programme)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(ordered):
        return
    ordered[at], ordered[to] = ordered[to], ordered[at]
    for position, it in enumerate(ordered, start=1):
        it.position = position
    Programme.objects.bulk_update(ordered, ["position"])
    _record("programme.moved", programme, by, {"position": at + 1}, {"position": to + 1})


@transaction.atomic
def programme_remove(*, programme: Programme, by: User | None) -> None:
    """Take out a programme without indicators.  Raises `ValidationError`."""
    _locked(programme.plan)
    if programme.indicators.exists():
        raise ValidationError(_("There are indicators in this programme: move them to another one first."))
    _record("programme.removed", programme, by, before={"name": programme.name})
    programme.delete()


def _locked(plan: Plan) -> Plan:
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    return locked


def _check(programme: Programme) -> None:
    programme.full_clean(validate_unique=False, validate_constraints=False)
    if Programme.objects.filter(plan=programme.plan_id, name=programme.name).exclude(pk=programme.pk).exists():
        raise ValidationError({"name": _("The plan has a programme of this name already.")})


def _record(
    action: str,
    programme: Programme,
    by: User | None,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    plan = programme.plan
    subject = f"{subject_of(plan)} {programme.name}"
    record(Act(action, subject, plan.organisation.code, before or {}, after or {}), by=by)
