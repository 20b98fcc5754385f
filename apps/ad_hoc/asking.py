"""Putting an ad-hoc form before those whom it concerns on its first day: each finds a blank answer waiting."""

from apps.ad_hoc.models import AdHocAnswer, AdHocForm
from apps.core.batches import BATCH
from apps.plans.applies import organisations_for


def ask(form: AdHocForm) -> None:
    """Make the answers that are missing, and let those not given yet say what the form says.  Five queries.

    What an organisation has answered of its own accord counts as its answer.
    """
    waiting = form.answers.filter(answered_on__isnull=True)
    if form.withdrawn_at is not None:
        waiting.filter(withdrawn_at__isnull=True).update(
            withdrawn_at=form.withdrawn_at, withdrawn_by=form.withdrawn_by, withdrawn_reason=form.withdrawn_reason
        )
        return
    waiting.update(item=form.item, due=form.due)
    meant = organisations_for([form.whom], form.organisation, form.date)
    given = AdHocAnswer.objects.counted().filter(form__isnull=True, item=form.item, organisation__in=meant)
    given.filter(answered_on__gte=form.date).update(form=form)
    asked = meant.exclude(pk__in=form.answers.values("organisation"))
    rows = (
        AdHocAnswer(form=form, organisation=it, item=form.item, due=form.due, recorded_by=form.recorded_by)
        for it in asked.order_by("code")
    )
    AdHocAnswer.objects.bulk_create(rows, batch_size=BATCH)
