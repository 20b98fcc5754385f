"""Saying what is wrong about a figure that the portal computed, and answering it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.filings.models import Filing, Objection
from apps.plans.models import Indicator


@transaction.atomic
def objection_say(*, filing: Filing, indicator: Indicator, reason: str, by: User) -> Objection:
    """Say against the figure of a measured indicator what is wrong about it; raises `ValidationError` without words."""
    if not reason.strip():
        raise ValidationError(_("Say what is wrong."))
    said = {"reason": reason.strip(), "by": by, "at": timezone.now(), "answer": "", "answered_by": None}
    made, _new = Objection.objects.update_or_create(
        filing=filing, indicator=indicator, defaults={**said, "answered_at": None}
    )
    after = {"indicator": indicator.code, "reason": made.reason}
    record(Act("filing.objected", filing.subject, filing.organisation.code, after=after), by=by)
    return made


@transaction.atomic
def objection_answer(*, objection: Objection, answer: str, by: User) -> Objection:
    """Answer it; raises `ValidationError` without words."""
    if not answer.strip():
        raise ValidationError(_("Enter your answer."))
    current = Objection.objects.select_for_update().select_related("filing__organisation", "indicator")
    found = current.get(pk=objection.pk)
    found.answer, found.answered_by, found.answered_at = answer.strip(), by, timezone.now()
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    filing = found.filing
    after = {"indicator": found.indicator.code, "answer": found.answer}
    record(Act("filing.objection_answered", filing.subject, filing.organisation.code, after=after), by=by)
    return found
