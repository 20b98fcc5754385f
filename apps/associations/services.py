"""Every write about advice."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.associations.models import Advice
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.organisations.models import LeadingLink, Organisation


@transaction.atomic
def advice_give(*, giver: Organisation, association: Organisation, text: str, by: User | None) -> Advice:
    """Advise an association in the name of the Party organisation that leads it today.

    Raises `ValidationError` where `giver` does not lead it, and for an empty text.
    """
    if not LeadingLink.objects.on(today()).filter(leader=giver, led=association).exists():
        raise ValidationError(_("Only the Party organisation that leads it today may advise it."))
    advice = Advice(giver=giver, association=association, text=text.strip(), given_by=by)
    advice.full_clean(validate_constraints=False)
    advice.save()
    record(_act("advice.given", advice, text=advice.text), by=by)
    return advice


@transaction.atomic
def advice_answer(*, advice: Advice, answer: str, by: User | None) -> Advice:
    """Answer advice once; returns it as written.

    Raises `ValidationError` for an empty answer, and where somebody else has answered in the meantime.
    """
    if not (answer := answer.strip()):
        raise ValidationError({"answer": _("Write an answer.")})
    rows = Advice.objects.select_for_update(of=("self",)).select_related("giver", "association")
    current: Advice = rows.get(pk=advice.pk)
    if current.answered_at is not None:
        raise ValidationError(_("Somebody else has answered this advice in the meantime."))
    current.answer, current.answered_by, current.answered_at = answer, by, timezone.now()
    current.full_clean(validate_constraints=False)
    current.save(update_fields=["answer", "answered_by", "answered_at"])
    record(_act("advice.answered", current, answer=answer), by=by)
    return current


def _act(action: str, advice: Advice, **after: str) -> Act:
    return Act(action, f"{advice.giver.code} → {advice.association.code}", advice.association.code, after=after)
