"""Putting an ad-hoc form before those whom it concerns on its first day: each finds a blank answer waiting."""

from apps.ad_hoc.models import AdHocAnswer, AdHocForm
from apps.core.batches import BATCH
from apps.plans.applies import organisations_for


def ask(form: AdHocForm) -> None:
    """Make the answers that are missing, take in those given of one's own accord, and move those not given yet to the
    form's last day.  Five queries."""
    waiting = form.answers.filter(answered_on__isnull=True)
    if form.withdrawn_at is not None:
        waiting.filter(withdrawn_at__isnull=True).update(
            withdrawn_at=form.withdrawn_at, withdrawn_by=form.withdrawn_by, withdrawn_reason=form.withdrawn_reason
        )
        return
    waiting.update(due=form.last_day)
    meant = organisations_for([form.whom], form.organisation, form.start)
    given = AdHocAnswer.objects.counted().filter(form__isnull=True, item=form.item, organisation__in=meant)
    given.filter(answered_on__gte=form.start).update(form=form)
    asked = meant.exclude(pk__in=form.answers.values("organisation"))
    rows = (
        AdHocAnswer(form=form, organisation=it, item=form.item, due=form.last_day, recorded_by=form.recorded_by)
        for it in asked.order_by("code")
    )
    AdHocAnswer.objects.bulk_create(rows, batch_size=BATCH)
