"""A plan is given out, and each organisation signs for its targets (签订目标责任书)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import because as said_because
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.plans.models import Plan, Signature, subject_of
from apps.plans.selectors.letters import letters_of


@transaction.atomic
def plan_release(*, plan: Plan, by: User | None, reason: str = "") -> Plan:
    """Give a plan out for signing: from now on it changes by revision only.

    Raises `ValidationError`: without anything to sign, and without a reason where parts differ from their whole.
    """
    current = _locked(plan)
    if current.released_on is not None:
        return current
    letters = letters_of(current)
    if not letters.by_organisation:
        raise ValidationError(_("Nobody has a target yet: there is nothing to sign."))
    if letters.lacking and not reason.strip():
        raise ValidationError({"reason": _("The parts differ from the whole: say why.")})
    current.released_on, current.difference_reason = today(), reason.strip() if letters.lacking else ""
    current.save(by=by)
    after = {"released_on": str(current.released_on), **said_because(current.difference_reason)}
    record(Act("plan.released", subject_of(current), current.organisation.code, after=after), by=by)
    return current


@transaction.atomic
def plan_recall(*, plan: Plan, by: User | None) -> Plan:
    """Take a plan back that nobody has signed yet.  Raises `ValidationError` once somebody has."""
    current = _locked(plan)
    if current.released_on is None:
        return current
    if current.signatures.exists():
        raise ValidationError(_("Somebody has signed already: change the plan by revision."))
    current.released_on, current.difference_reason = None, ""
    current.save(by=by)
    record(Act("plan.recalled", subject_of(current), current.organisation.code), by=by)
    return current


@transaction.atomic
def letter_sign(*, plan: Plan, organisation: Organisation, seal: str, by: User, remark: str = "") -> Signature:
    """Sign for the targets that were seen; `seal` is that of the letter.  What is signed already stays as it is.

    Raises `ValidationError`: before the plan is given out, and where the targets are others by now.
    """
    current = _locked(plan)
    letter = letters_of(current).of(organisation.pk)
    if current.released_on is None or not letter.lines:
        raise ValidationError(_("There is nothing to sign yet."))
    if seal != letter.seal:
        raise ValidationError(_("The targets have changed meanwhile: please look at them again, then sign."))
    holding = Signature.objects.filter(plan=current, organisation=organisation, lapsed__isnull=True)
    signed: Signature | None = holding.first()
    if signed is not None and letter.is_covered_by(signed.agreed):
        return signed
    holding.update(lapsed=current.revision)
    made: Signature = Signature.objects.create(
        plan=current,
        organisation=organisation,
        signed_at=timezone.now(),
        signed_by=by,
        remark=remark.strip(),
        agreed=letter.agreed,
    )
    after = {"targets": len(letter.lines), "revision": current.revision, **said_because(remark)}
    record(Act("plan.signed", f"{subject_of(current)} {organisation.code}", organisation.code, after=after), by=by)
    return made


def _locked(plan: Plan) -> Plan:
    found: Plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    return found
