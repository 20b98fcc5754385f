"""Writing the drafts of a workbook, set-based."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record_many
from apps.core.batches import batches
from apps.core.ooxml import Refused
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.months import Month
from apps.filings.services.opening import months_open
from apps.filings.states import Step
from apps.plans.natures import Nature

if TYPE_CHECKING:
    from apps.filings.importing import Change


@transaction.atomic
def filings_import(*, changes: Sequence["Change"], by: User | None) -> None:
    """Write these lines as drafts, one audit entry for each filing.

    A filing that is due but not opened yet is opened first.  Raises `Refused` where a filing was submitted after
    it was compared.
    """
    _open_missing(changes)
    for some in batches(changes):
        _write(some, by)


def _open_missing(changes: Sequence["Change"]) -> None:
    months: defaultdict[Any, set[Month]] = defaultdict(set)
    for change in changes:
        months[change.plan].add(change.month)
    for plan, wanted in months.items():
        months_open(plan=plan, months=wanted)


def _write(changes: Sequence["Change"], by: User | None) -> None:
    filings = _open_filings(changes)
    lines = {
        (line.filing_id, line.indicator_id): line
        for line in FilingLine.objects.filter(filing__in=filings.values()).with_indicator()
    }
    before: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    after: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    written = []
    for change in changes:
        filing = filings.get((change.organisation, change.month))
        line = lines.get((filing.pk, change.indicator.pk)) if filing else None
        if filing is None or line is None:
            raise Refused(_("Somebody submitted one of these months in the meantime. Nothing was imported: try again."))
        before[filing.pk][change.indicator.code] = [line.numerator, line.denominator, line.note]
        entry = change.entry
        line.numerator, line.denominator, line.note = entry.numerator, entry.denominator, entry.note
        after[filing.pk][change.indicator.code] = [line.numerator, line.denominator, line.note]
        written.append(line)
    FilingLine.objects.bulk_update(written, ["numerator", "denominator", "note"], batch_size=200)
    _mark(filings.values(), changes, written, by)
    record_many(
        (
            Act("filing.imported", it.subject, it.organisation.code, before[it.pk], after[it.pk])
            for it in filings.values()
        ),
        by=by,
    )


def _open_filings(changes: Sequence["Change"]) -> dict[tuple[int, Month], Filing]:
    """The filings that these changes touch, as far as they are open; locked."""
    wanted = {(change.organisation, change.month) for change in changes}
    rows = (
        Filing.objects.open()
        .filter(organisation__in={it for it, _month in wanted}, year__in={month.year for _it, month in wanted})
        .select_for_update(of=("self",))
        .select_related("organisation")
    )
    return {key: filing for filing in rows if (key := (filing.organisation_id, filing.when)) in wanted}


def _mark(filings: Iterable[Filing], changes: Sequence["Change"], lines: Iterable[FilingLine], by: User | None) -> None:
    """The next version, who saved it, and which filings were entered on behalf or are no nil return any more."""
    ids = [filing.pk for filing in filings]
    Filing.objects.filter(pk__in=ids).update(
        version=F("version") + 1, saved_by=by, saved_at=timezone.now(), saved_page=""
    )
    new = {it.filing_id for it in lines if it.indicator.nature == Nature.FLOW and (it.numerator or it.denominator)}
    Filing.objects.filter(pk__in=new).update(nil_return=False)
    others = {change.organisation for change in changes if change.on_behalf}
    on_behalf = Filing.objects.filter(pk__in=ids, organisation__in=others)
    on_behalf.update(entered_on_behalf=True, confirmed_by=None)
    unsaid = on_behalf.exclude(pk__in=FilingStep.objects.filter(step=Step.ENTERED, by=by).values("filing"))
    FilingStep.objects.bulk_create(FilingStep(filing=filing, step=Step.ENTERED, by=by) for filing in unsaid)
