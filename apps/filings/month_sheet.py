"""Writing the workbook of a month: filled in as far as it is known, explained, locked where nothing is to be typed."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.protection import SheetProtection

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.amount import HUNDRED
from apps.filings.importing import VERSION
from apps.filings.models import Filing
from apps.filings.month_workbook import MonthRegister
from apps.filings.selectors.lines import LineView, lines_of
from apps.organisations.kinds import official_order
from apps.plans.natures import Nature
from apps.workbooks.styles import column_headings, lay_out
from apps.workbooks.writing import text_writer

_TO_TYPE = PatternFill("solid", fgColor="FFF9E5")
#: Locked against slips, not against people: columns may be widened, rows sorted and filtered.
_LOCKED: dict[str, Any] = {
    "sheet": True,
    "formatColumns": False,
    "formatRows": False,
    "sort": False,
    "autoFilter": False,
}


def write_month(file: IO[bytes], register: MonthRegister, filings: Iterable[Filing], by: User) -> None:
    """Write the lines of these filings, which come with their organisations.  Audited."""
    in_order = sorted(filings, key=lambda it: official_order(it.organisation.sector, it.organisation.code))
    lines = lines_of(in_order)
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(register.sheet)
    _prepare(page, register)
    count = 0
    for filing in in_order:
        for view in lines[filing.pk]:
            page.append(_row(page, register, filing, view))
            count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(register.columns))}{count + 1}"
    _explain(workbook.create_sheet(_("How to fill in")))
    workbook.save(file)
    record(Act("workbook.exported", register.part, register.code, after={"rows": count}), by=by)


def _prepare(page: Any, register: MonthRegister) -> None:
    lay_out(page, [column.room for column in register.columns])
    page.protection = SheetProtection(**_LOCKED)
    hidden = [column.key for column in register.columns].index(VERSION) + 1
    page.column_dimensions[get_column_letter(hidden)].hidden = True
    page.append(column_headings(page, register.columns))


def _row(page: Any, register: MonthRegister, filing: Filing, view: LineView) -> Sequence[Any]:
    line, it, text = view.line, view.indicator, text_writer(page)
    cells = {
        "year": filing.year,
        "month": filing.month,
        "code": text(filing.organisation.code),
        "organisation_name": text(filing.organisation.name),
        "indicator": text(it.code),
        "indicator_name": text(it.name),
        "numerator": _open(page, _number(line.numerator)),
        "denominator": _open(page, _number(line.denominator)) if it.is_rate else None,
        "note": _open(page, text(line.note) if line.note else None),
        "unit": text(it.unit),
        "last": f"{view.last.month}：{view.last_shown}" if view.last else None,
        "asked": text(asked_of(view)),
        VERSION: filing.version,
    }
    return [cells[column.key] for column in register.columns]


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / HUNDRED


def _open(page: Any, value: Any) -> Cell:
    """A cell into which something is typed."""
    cell: Cell = value if isinstance(value, Cell) else WriteOnlyCell(page, value)
    cell.protection, cell.fill = Protection(locked=False), _TO_TYPE
    return cell


def asked_of(view: LineView) -> str:
    """What a line asks for, and what was said about it when the month was returned."""
    it = view.indicator
    flow = it.nature == Nature.FLOW
    said = [
        _("What happened in the month; 0 where there was nothing.") if flow else _("As it stands at the month’s end.")
    ]
    if it.is_rate:
        sentence = _("Value: %(numerator)s; denominator: %(denominator)s.")
        names = {"numerator": it.numerator or it.name, "denominator": it.denominator or _("Denominator")}
        said.append(sentence % names)
    if view.line.return_reason:
        said.append(_("Returned: %(reason)s") % {"reason": view.line.return_reason})
    return " ".join(said)


def _explain(page: Any) -> None:
    page.column_dimensions["A"].width = 110
    for sentence in (
        _("Only the yellow cells are filled in: value, denominator of a rate, remark."),
        _("The unit stands in its own column; an amount may have two decimals. Nothing to report is 0, not a blank."),
        _("What the portal computes by itself is not asked for here."),
        _("Rows may be left out or sorted; codes, year and month stay as they are."),
        _("Upload the workbook where it was downloaded: its figures become drafts, nothing is submitted."),
    ):
        page.append([sentence])
