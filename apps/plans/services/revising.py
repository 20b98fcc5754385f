"""A plan that was given out for signing changes only by numbered revision."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.plans.models import Plan, Revision, Signature, subject_of
from apps.plans.selectors.letters import letters_of


class Because(NamedTuple):
    """Why a plan is revised, and who approved it."""

    reason: str
    approved_by: str


def revise(*, plan: Plan, acts: Sequence[Act], because: Because | None, by: User | None) -> Revision | None:
    """Note what has just been changed of a plan that was given out, as its next revision; None where nothing asks so.

    `plan` is locked.  Signatures under targets that are others now lapse.  Raises `ValidationError` without a reason.
    """
    if plan.released_on is None or not acts:
        return None
    if because is None or not (because.reason.strip() and because.approved_by.strip()):
        raise ValidationError(_("This plan has been given out for signing: say why it changes and who approved it."))
    plan.revision += 1
    plan.save(by=by)
    made: Revision = Revision.objects.create(
        plan=plan,
        number=plan.revision,
        made_on=today(),
        reason=because.reason.strip(),
        approved_by=because.approved_by.strip(),
        changes=[[act.target, act.before, act.after] for act in acts],
    )
    _lapse(plan)
    after = {"revision": made.number, "reason": made.reason, "approved_by": made.approved_by}
    record(Act("plan.revised", subject_of(plan), plan.organisation.code, after=after), by=by)
    return made


def _lapse(plan: Plan) -> None:
    letters = letters_of(plan)
    holding = Signature.objects.filter(plan=plan, lapsed__isnull=True)
    gone = [it.pk for it in holding if not letters.of(it.organisation_id).is_covered_by(it.agreed)]
    Signature.objects.filter(pk__in=gone).update(lapsed=plan.revision)
