"""What people write in the report of a year."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of, filled
from apps.audit.services import Act, record
from apps.core.calendar import ReportingYear
from apps.core.saving import save_checked
from apps.core.versioning import StaleVersion
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan
from apps.plans.selectors import plan_over
from apps.reports.models import ReportText
from apps.reports.references import codes_in


@transaction.atomic
def report_text_save(
    *,
    organisation: Organisation,
    year: int,
    version: int | None,
    texts: Mapping[str, str],
    by: User | None,
    month: int = 0,
) -> ReportText:
    """Write the texts of the report of `organisation` in `year`, or of a month's bulletin, by part.

    `version` is what the person saw, None where nothing was written yet.  Raises `StaleVersion` where somebody else
    wrote since, `ValidationError` by part for a reference that no indicator of the plan has.
    """
    refuse_unknown(plan_over(organisation, year, ReportingYear(year).last_day), texts)
    rows = ReportText.objects.select_for_update(of=("self",))
    current = rows.filter(organisation=organisation, year=year, month=month).first()
    if current is not None and current.version != version:
        raise StaleVersion(current)
    text = current or ReportText(organisation=organisation, year=year, month=month)
    before = fields_of(text) if current else {}
    for part, written in texts.items():
        setattr(text, part, written)
    if current is None:
        save_checked(text)
    else:
        text.full_clean()
        text.save(by=by)
    old, new = difference(before, filled(fields_of(text)) if current is None else fields_of(text))
    record(Act("report.text_written", f"{organisation.code} {text}", organisation.code, before=old, after=new), by=by)
    return text


def refuse_unknown(plan: Plan | None, texts: Mapping[str, str]) -> None:
    """Raise `ValidationError` by part for a reference that no indicator of the plan has.  One query."""
    wanted = {part: codes_in(text) for part, text in texts.items()}
    if not any(wanted.values()):
        return
    known = set(Indicator.objects.filter(programme__plan=plan).values_list("code", flat=True)) if plan else set()
    sentence = _("No indicator of the year has the code %(code)s.")
    wrong = {part: [sentence % {"code": code} for code in codes if code not in known] for part, codes in wanted.items()}
    if found := {part: sentences for part, sentences in wrong.items() if sentences}:
        raise ValidationError(found)
