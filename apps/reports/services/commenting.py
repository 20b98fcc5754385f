"""What owners say about the indicators that are not reached."""

from django.db import transaction

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of, filled
from apps.audit.services import Act, record
from apps.core.saving import save_checked
from apps.core.versioning import StaleVersion
from apps.plans.models import Indicator
from apps.reports.models import IndicatorComment
from apps.reports.services.writing import refuse_unknown


@transaction.atomic
def indicator_comment_save(*, indicator: Indicator, text: str, version: int | None, by: User) -> IndicatorComment:
    """Write the comment on an indicator, whose programme and plan are at hand.

    `version` is what the person saw, None where nothing was written yet.  Raises `StaleVersion` where somebody else
    wrote since, and `ValidationError` by field, also for a reference that no indicator of the plan has.
    """
    plan = indicator.programme.plan
    refuse_unknown(plan, {"text": text})
    current = IndicatorComment.objects.select_for_update(of=("self",)).filter(indicator=indicator).first()
    if current is not None and current.version != version:
        raise StaleVersion(current)
    comment = current or IndicatorComment(indicator=indicator, written_by=by)
    before = fields_of(comment) if current else {}
    comment.text, comment.written_by = text.strip(), by
    if current is None:
        save_checked(comment)
    else:
        comment.full_clean()
        comment.save(by=by)
    was, became = difference(before, fields_of(comment) if current else filled(fields_of(comment)))
    target = f"{plan.organisation.code} {plan.year} {indicator.code}"
    record(Act("report.comment_written", target, plan.organisation.code, before=was, after=became), by=by)
    return comment
