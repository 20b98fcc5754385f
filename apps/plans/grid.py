"""The grid in which targets are split: indicators of a programme × organisations directly below the committee."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from apps.core.amount import plain
from apps.core.calendar import ReportingYear
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.plans.forms import typed_value
from apps.plans.models import Exemption, Indicator, Plan, Programme, Target
from apps.plans.natures import Applies
from apps.plans.selectors import parts_by_applies
from apps.plans.services.targets import wrong_value


@dataclass(slots=True)
class TargetCell:
    """One target: the field's name, what stands in it, what is wrong with it."""

    name: str
    indicator: Indicator
    organisation: Organisation
    shown: str
    text: str
    error: str = ""
    #: What somebody else set meanwhile, where the person typed something else; None where nobody did.
    meanwhile: str | None = None
    #: Nothing is required at the end of the year: an even split passes it over.
    exempt: bool = False

    @property
    def label(self) -> str:
        return f"{self.organisation.name} · {self.indicator.name}"


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """An indicator with the whole's target; counts and amounts have parts that must add up to it."""

    indicator: Indicator
    whole: TargetCell
    parts: list[TargetCell]

    @property
    def is_split(self) -> bool:
        return not self.indicator.is_rate and bool(self.parts)

    @property
    def total(self) -> str:
        return plain(self._sum)

    @property
    def difference(self) -> str:
        """What the parts lack of the whole, with a sign; empty where they add up."""
        lack = (_read(self.whole.text) or 0) - self._sum
        return "" if not lack else f"{'+' if lack < 0 else '−'}{plain(abs(lack))}"

    @property
    def _sum(self) -> int:
        return sum(_read(cell.text) or 0 for cell in self.parts)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An organisation with its cell in each column; None where the indicator does not apply."""

    organisation: Organisation
    pairs: list[tuple[TargetColumn, TargetCell | None]]


@dataclass(slots=True)
class TargetGrid:
    """The targets of a programme for the whole and its parts."""

    programme: Programme
    columns: list[TargetColumn]
    rows: list[TargetRow]
    errors: list[TargetCell] = field(default_factory=list)

    @property
    def conflicts(self) -> list[TargetCell]:
        """The cells that somebody else set to something else meanwhile."""
        return [cell for cell in self.cells if cell.meanwhile is not None]

    @property
    def shown(self) -> dict[tuple[int, int], int | None]:
        """What each cell showed, as the form says it."""
        return {(cell.indicator.pk, cell.organisation.pk): _read(cell.shown) for cell in self.cells}

    @property
    def cells(self) -> list[TargetCell]:
        return [cell for column in self.columns for cell in (column.whole, *column.parts)]

    def changed(self) -> dict[Indicator, dict[Organisation, int | None]]:
        """The values of the cells that differ from what was shown; what cannot be read stands in `errors`."""
        found: dict[Indicator, dict[Organisation, int | None]] = {}
        for cell in self.cells:
            if cell.text == cell.shown:
                continue
            try:
                value = typed_value(cell.text, percent=cell.indicator.is_rate)
                cell.error = wrong_value(cell.indicator, value) or ""
                found.setdefault(cell.indicator, {})[cell.organisation] = value
            except ValueError as error:
                cell.error = str(error)
        self.errors = [cell for cell in self.cells if cell.error]
        return {} if self.errors else found


def target_grid_of(plan: Plan, programme: Programme, typed: Mapping[str, str] | None = None) -> TargetGrid:
    """The grid with the targets as they stand, or with what was `typed` by field name.  Seven queries.

    What was typed into a cell that somebody else has set meanwhile stands there beside what they set.
    """
    indicators = list(Indicator.objects.filter(programme=programme).order_by("position"))
    names = {name for indicator in indicators for name in indicator.applies_to} - {str(Applies.TOWNSHIP)}
    parts = parts_by_applies(plan.organisation, ReportingYear(plan.year).last_day, names)
    targets = {
        (target.indicator_id, target.organisation_id): target
        for target in Target.objects.filter(indicator__programme=programme).order_by()
    }
    wanted = {part for ids in parts.values() for part in ids} | {organisation for _it, organisation in targets}
    known = {it.pk: it for it in Organisation.objects.filter(pk__in=wanted | {plan.organisation_id})}
    exempt = Exemption.objects.on(ReportingYear(plan.year).last_day).filter(indicator__programme=programme)
    cells = _Cells(targets, typed, frozenset(exempt.order_by().values_list("indicator", "organisation")))
    columns = []
    for indicator in indicators:
        own = {part for name in indicator.applies_to for part in parts.get(name, ())}
        own |= {organisation for it, organisation in targets if it == indicator.pk} - {plan.organisation_id}
        ordered = sorted((known[pk] for pk in own), key=lambda it: official_order(it.sector, it.code))
        whole = cells.of(indicator, known[plan.organisation_id])
        columns.append(TargetColumn(indicator, whole, [cells.of(indicator, it) for it in ordered]))
    return TargetGrid(programme, columns, _rows(columns))


@dataclass(frozen=True, slots=True)
class _Cells:
    targets: Mapping[tuple[int, int], Target]
    typed: Mapping[str, str] | None
    exempt: frozenset[tuple[int, int]]

    def of(self, indicator: Indicator, organisation: Organisation) -> TargetCell:
        cell = self._cell(indicator, organisation)
        cell.exempt = (indicator.pk, organisation.pk) in self.exempt
        return cell

    def _cell(self, indicator: Indicator, organisation: Organisation) -> TargetCell:
        name = f"target-{indicator.pk}-{organisation.pk}"
        target = self.targets.get((indicator.pk, organisation.pk))
        stands = plain(target.value) if target else ""
        if self.typed is None:
            return TargetCell(name, indicator, organisation, stands, stands)
        shown = self.typed.get(f"was-{name}", stands)
        text = self.typed.get(name, shown).strip()
        if text == shown:  # not touched: whatever stands there now goes on standing there
            return TargetCell(name, indicator, organisation, stands, stands)
        meanwhile = stands if stands not in (shown, text) else None
        return TargetCell(
            name, indicator, organisation, shown if meanwhile is None else stands, text, meanwhile=meanwhile
        )


def _rows(columns: list[TargetColumn]) -> list[TargetRow]:
    by_organisation: dict[Organisation, dict[int, TargetCell]] = {}
    for column in columns:
        for cell in column.parts:
            by_organisation.setdefault(cell.organisation, {})[column.indicator.pk] = cell
    ordered = sorted(by_organisation.items(), key=lambda it: official_order(it[0].sector, it[0].code))
    return [
        TargetRow(organisation, [(it, cells.get(it.indicator.pk)) for it in columns]) for organisation, cells in ordered
    ]


def _read(text: str) -> int | None:
    try:
        return typed_value(text)
    except ValueError:
        return None


def differences(grid: TargetGrid) -> list[str]:
    """A sentence for each count or amount whose parts do not add up to the whole."""
    return [
        _("%(name)s: the parts differ from the whole by %(difference)s.")
        % {"name": column.indicator.name, "difference": column.difference}
        for column in grid.columns
        if column.is_split and column.difference
    ]
