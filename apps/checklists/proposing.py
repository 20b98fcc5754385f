"""Inspections in closed months: what is proposed of their results, and carrying it out once it is accepted."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.checklists.catalogue import Catalogue
from apps.checklists.models import Inspection
from apps.checklists.register import Checklists
from apps.checklists.sheets import BLANK, Judged, Sheet, changed_sheets, results_of, results_record, write_sheets
from apps.closing.kinds import FactKind, Stored
from apps.closing.models import Act, ClosedMonth, Proposal
from apps.closing.services import proposal_make
from apps.organisations.models import Organisation
from apps.registers.drafts import lock_record
from apps.registers.proposing import RecordKind
from apps.registers.registry import REGISTERS

_SIGNS = {True: "√", False: "×", None: "–"}


@transaction.atomic
def results_propose(*, on: date, by: User, reason: str = "", **found: Any) -> int:
    """Propose what was found where the month of the day is closed, and record the rest; how many inspections change.

    `found` as `results_record` takes it.  Raises what that raises.
    """
    changed = changed_sheets(on=on, by=by, **found)
    places = {(it.inspection.organisation_id, on) for it in changed}
    closed = {it.organisation_id for it in ClosedMonth.objects.holding(places)}
    for sheet in changed:
        if sheet.inspection.organisation_id in closed:
            _propose(sheet, by, reason)
    write_sheets((it for it in changed if it.inspection.organisation_id not in closed), by=by)
    return len(changed)


def _propose(sheet: Sheet, by: User, reason: str) -> Proposal:
    inspection = sheet.inspection
    is_new = inspection.pk is None
    return proposal_make(
        kind=Checklists.name,
        act=Act.ADD if is_new else Act.CHANGE,
        key="" if is_new else str(inspection.pk),
        version=None if is_new else inspection.version,
        organisations=[inspection.organisation],
        day=inspection.date,
        old={} if is_new else _facts(inspection, sheet.stored),
        new=_facts(inspection, sheet.results),
        reason=reason,
        by=by,
    )


def _facts(inspection: Inspection, results: Mapping[str, Judged]) -> dict[str, Any]:
    """An inspection with its results; a list, as a database may order the keys of an object anew."""
    return {
        "organisation": inspection.organisation.code,
        "checklist": inspection.checklist,
        "date": inspection.date.isoformat(),
        "outcome": Sheet(inspection, dict(results)).outcome(Catalogue().needed(inspection.checklist)),
        "results": [[item, it.met, it.evidence] for item, it in results.items()],
    }


def _read(rows: Iterable[tuple[str, bool | None, str]]) -> dict[str, Judged]:
    return {item: Judged(met, evidence) for item, met, evidence in rows}


class InspectionKind(RecordKind):
    """Inspections: their facts are the results."""

    def __init__(self) -> None:
        super().__init__(REGISTERS[Checklists.name])
        self.labels: Mapping[str, str | Promise] = {
            "organisation": self.register.organisation_label,
            "checklist": gettext_lazy("Checklist"),
            "date": gettext_lazy("Day"),
            "results": gettext_lazy("Results"),
        }

    def text(self, name: str, value: Any) -> str:
        if name == "results":
            return "；".join(f"{item} {_SIGNS[met]} {evidence}".rstrip() for item, met, evidence in value)
        return super().text(name, value)

    def stored(self, keys: Collection[str]) -> Mapping[str, Stored]:
        rows = Inspection.objects.filter(pk__in=keys).select_related("organisation").prefetch_related("results")
        return {str(it.pk): Stored(it.version, _facts(it, results_of(it)), it.withdrawn_at is None) for it in rows}

    def add(self, proposal: Proposal, by: User) -> str:
        results, new = _read(proposal.new["results"]), proposal.new
        place = self._record(new, results, results, by, proposal.reason)
        found = Inspection.objects.counted().get(organisation=place, checklist=new["checklist"], date=new["date"])
        return str(found.pk)

    def change(self, record: Any, proposal: Proposal, seen: dict[str, Any]) -> None:
        if proposal.act == Act.WITHDRAW:
            super().change(record, proposal, seen)
            return
        current: Any = lock_record(self.register, record, seen["version"])
        old, new = _read(proposal.old["results"]), _read(proposal.new["results"])
        wanted = {item: it for item, it in new.items() if it != old.get(item, BLANK)}
        self._record(proposal.new, wanted, results_of(current), seen["by"], proposal.reason)

    def _record(
        self, facts: Mapping[str, Any], wanted: Mapping[str, Judged], items: Iterable[str], by: User, reason: str
    ) -> Organisation:
        place: Organisation = Organisation.objects.get(code=facts["organisation"])
        results_record(
            checklist=facts["checklist"],
            on=date.fromisoformat(facts["date"]),
            wanted={place: wanted},
            items={place.pk: items},
            by=by,
            reason=reason,
        )
        return place


def kinds() -> list[FactKind]:
    """Inspections, instead of what every register gives (`settings.FACT_KINDS`)."""
    return [InspectionKind()]
