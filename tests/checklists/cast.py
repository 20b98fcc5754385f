"""Inspections as a test writes them: ``found(village, "five_good", DAY, "√√√×-")``."""

from datetime import date
from typing import Any

from apps.checklists.items import Items
from apps.checklists.models import Inspection
from apps.checklists.sheets import Judged, results_record
from apps.organisations.models import Organisation
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create

DAY = date(2012, 6, 30)
FIVE_GOOD = ("领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "群众反映好")
_MET = {"√": True, "×": False, "-": None}


def asked(organisation: Organisation, checklist: str = "five_good", on: date = DAY) -> tuple[str, ...]:
    path = organisation.placements.get(end=None).path
    return Items([checklist]).asked(checklist, path, on)


def found(
    organisation: Organisation, marks: str, checklist: str = "five_good", on: date = DAY, by: Any = None, **how: Any
) -> Inspection | None:
    """The inspection of the day with a mark for each item, in their order."""
    items = asked(organisation, checklist, on)
    wanted = {organisation: {item: Judged(_MET[mark]) for item, mark in zip(items, marks, strict=True)}}
    results_record(checklist=checklist, on=on, wanted=wanted, items={organisation.pk: items}, by=by, **how)
    return Inspection.objects.counted().filter(organisation=organisation, checklist=checklist, date=on).first()


def marks(inspection: Inspection) -> str:
    signs = {True: "√", False: "×", None: "-"}
    return "".join(signs[met] for met in inspection.results.values_list("met", flat=True))


def items_from(organisation: Organisation, start: date, *items: str, checklist: str = "three_haves") -> Any:
    fields: dict[str, Any] = {"checklist": checklist, "start": start, "items": "\n".join(items)}
    fields["organisation"] = organisation
    return record_create(register=REGISTERS["checklist-items"], by=None, **fields)


def listed(organisation: Organisation, start: date, end: date | None = None, list_: str = "adopting_unit") -> Any:
    fields: dict[str, Any] = {"organisation": organisation, "list": list_, "start": start, "end": end}
    return record_create(register=REGISTERS["listings"], by=None, **fields)


#: A checklist of the township's own.
ONES: dict[str, Any] = {"name": "本镇“五个一”", "code": "town_ones", "meant": "villages", "start": date(2012, 1, 1)}


def own_checklist(organisation: Organisation, **other: Any) -> Any:
    fields = {"organisation": organisation, **ONES, **other}
    return record_create(register=REGISTERS["own-checklists"], by=None, **fields)
