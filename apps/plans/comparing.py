"""What a workbook of targets would change, and what is wrong with it (contract.md, row `targets`)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act
from apps.core.amount import hundredths
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.tree import ids_on, is_below
from apps.plans.models import Indicator, Target
from apps.plans.services.imports import Change
from apps.plans.services.targets import target_subject, wrong_value
from apps.workbooks.register import Changes, Row, Table

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation that the importer may set targets for."""

    id: int
    name: str
    path: str


def target_changes(table: Table, by: User | None, *, lock: bool) -> Changes[Change]:
    """Compare the rows with the database.  One query, and three per thousand rows."""
    changes: Changes[Change] = Changes()
    paths = None if by is None else user_paths(by, "plan.edit")
    for some in _batches(table.rows):
        known = _known_organisations(some, paths)
        indicators = _indicators(some, known)
        existing = _existing(known, indicators, lock=lock)
        for row in some:
            organisation, indicator = _meant(table, row, known, indicators)
            if organisation is not None and indicator is not None:
                target = existing.get((indicator.pk, organisation.id))
                new = Target(indicator=indicator, organisation_id=organisation.id)
                _compare(table, row, indicator, target or new, changes)
    return changes


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def _known_organisations(rows: Sequence[Row], paths: Collection[str] | None) -> dict[str, Known]:
    codes = {row.get("code") for row in rows} - {None}
    found = Organisation.objects.filter(code__in=codes, placements__end__isnull=True)
    return {
        code: Known(id_, name, path)
        for code, id_, name, path in found.values_list("code", "id", "name", "placements__path")
        if paths is None or is_below(path, paths)
    }


#: By year, committee and code.
_Indicators = Mapping[tuple[int, int, str], Indicator]


def _indicators(rows: Sequence[Row], known: Mapping[str, Known]) -> _Indicators:
    """The indicators of these codes and years in the plans of every committee at or above the organisations."""
    above = {committee for organisation in known.values() for committee in ids_on(organisation.path)}
    found = Indicator.objects.filter(
        code__in={row.get("indicator") for row in rows} - {None},
        programme__plan__year__in={row.get("year") for row in rows} - {None},
        programme__plan__organisation__in=above,
    )
    plan_of = {it: it.programme.plan for it in found.select_related("programme__plan")}
    return {(plan.year, plan.organisation_id, it.code): it for it, plan in plan_of.items()}


def _existing(known: Mapping[str, Known], indicators: _Indicators, *, lock: bool) -> dict[tuple[int, int], Target]:
    organisations = [organisation.id for organisation in known.values()]
    found = Target.objects.filter(indicator__in=list(indicators.values()), organisation__in=organisations)
    if lock:  # going to be written: nobody changes them in between
        found = found.select_for_update()
    return {(target.indicator_id, target.organisation_id): target for target in found}


def _meant(
    table: Table, row: Row, known: Mapping[str, Known], indicators: _Indicators
) -> tuple[Known | None, Indicator | None]:
    code, year, indicator_code = row.get("code"), row.get("year"), row.get("indicator")
    organisation = known.get(code) if code is not None else None
    if code is not None and organisation is None:
        table.refuse(row, "code", _("There is no organisation with this code in your area."))
    if organisation is not None:
        table.check_name(row, "code", organisation.name)
    if organisation is None or year is None or indicator_code is None:
        return organisation, None
    nearest_first = reversed(ids_on(organisation.path))
    found = (indicators.get((year, committee, indicator_code)) for committee in nearest_first)
    indicator = next((it for it in found if it is not None), None)
    if indicator is None:
        table.refuse(row, "indicator", _("The plan of this year has no indicator with this code."))
    else:
        table.check_name(row, "indicator", indicator.name)
    return organisation, indicator


def _compare(table: Table, row: Row, indicator: Indicator, target: Target, changes: Changes[Change]) -> None:
    before = fields_of(target) if target.pk else {}
    wanted = _wanted(row)
    if (message := wrong_value(indicator, wanted.get("value"))) is not None:
        table.refuse(row, "value", message)
        return
    if target.pk and all(getattr(target, key) == value for key, value in wanted.items()):
        changes.unchanged += 1
        return
    for key, value in wanted.items():
        setattr(target, key, value)
    was, became = difference(before, fields_of(target))
    act = Act("target.imported", target_subject(indicator, row.get("code")), row.get("code"), was, became)
    (changes.updated if target.pk else changes.created).append(Change(target, act))


def _wanted(row: Row) -> dict[str, Any]:
    """The fields that the row speaks of; a blank cell clears, a column that is not there leaves alone."""
    wanted: dict[str, Any] = {key: row.values[key] for key in ("due", "responsible") if key in row.values}
    if "responsible" in wanted:
        wanted["responsible"] = wanted["responsible"] or ""
    if row.get("value") is not None:  # the empty required cell is an error already
        wanted["value"] = hundredths(row.get("value"))
    return wanted
