"""What became of every figure of a month: who changed it when, from what to what, as the audit log has it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.filings.selectors.lines import shown
from apps.plans.models import Indicator

#: What writes figures.
_WRITTEN = ("filing.saved", "filing.imported")
#: A draft saves itself while somebody types: what one person changes on a line within this time is one change.
_AT_ONCE = timedelta(minutes=30)

#: Numerator and denominator in hundredths, and the remark.
Values = tuple[int | None, int | None, str]
NOTHING: Values = (None, None, "")


@dataclass(slots=True)
class Change:
    """A figure changed by somebody; `indicator` is None for one that the plan has no more."""

    at: datetime
    by: str
    code: str
    indicator: Indicator | None
    was: Values
    now: Values

    @property
    def was_shown(self) -> str:
        return shown(*self.was[:2])

    @property
    def now_shown(self) -> str:
        return shown(*self.now[:2])

    @property
    def note(self) -> str:
        """The remark, where it changed."""
        return self.now[2] if self.now[2] != self.was[2] else ""


def history_of(filing: Filing) -> list[Change]:
    """Every change of the month's figures, the newest first.  Two queries."""
    indicators = {it.code: it for it in Indicator.objects.filter(programme__plan=filing.plan_id)}
    rows = _entries([filing]).values_list("at", "actor__name", "before", "after")
    changes: list[Change] = []
    latest: dict[str, Change] = {}
    for at, name, before, after in rows:
        for code, was, now in _differing(before, after):
            last = latest.get(code)
            if last and last.by == (name or "") and at - last.at <= _AT_ONCE:
                last.at, last.now = at, now
            else:
                changes.append(made := Change(at, name or "", code, indicators.get(code), was, now))
                latest[code] = made
    return sorted((it for it in changes if it.was != it.now), key=lambda it: it.at, reverse=True)


def before_return(filings: Iterable[Filing]) -> dict[int, dict[str, str]]:
    """What stood in the figures that were changed since their month was returned or reopened, by filing and code.

    The filings come `with_return`.  One query, however many filings; none where none was returned.
    """
    by_id = {filing.pk: filing for filing in filings if filing.returned_at}
    since = {pk: filing.returned_at for pk, filing in by_id.items() if filing.returned_at}
    if not since:
        return {}
    subjects = {filing.subject: pk for pk, filing in by_id.items()}
    first: dict[int, dict[str, Values]] = {pk: {} for pk in since}
    rows = _entries(by_id.values()).filter(at__gte=min(since.values()))
    for at, target, before, after in rows.values_list("at", "target", "before", "after"):
        pk = subjects[target]
        if at >= since[pk]:
            for code, was, _now in _differing(before, after):
                first[pk].setdefault(code, was)
    return {pk: {code: shown(*was[:2]) for code, was in changes.items()} for pk, changes in first.items()}


def _entries(filings: Iterable[Filing]) -> Any:
    """What was written into the months, the oldest first."""
    filings = list(filings)
    codes = {it.organisation.code for it in filings}
    subjects = {it.subject for it in filings}
    return Entry.objects.filter(organisation_code__in=codes, target__in=subjects, action__in=_WRITTEN).order_by("pk")


def _differing(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Values, Values]]:
    for code, values in after.items():
        was, now = _values(before.get(code)), _values(values)
        if was != now:
            yield code, was, now


def _values(stored: Any) -> Values:
    return (stored[0], stored[1], stored[2]) if stored else NOTHING
