"""Which formulas come to something else once cells are filled: their saved values are no longer so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from apps.district_forms.files.addresses import Address, Box, read_box
from apps.district_forms.files.sheet_scan import Formula, ScannedSheet
from apps.workbooks.limits import LAST_COLUMN, LAST_ROW

#: A cell of a sheet, and cells of one.
Place = tuple[str, Address]
Range = tuple[str, Box]

#: What these refer to is not written in them.
_ANYWHERE = ("INDIRECT(", "OFFSET(")
#: Comparisons of formulas with changed cells; beyond, everything is taken for changed.
_MOST = 3_000_000


@dataclass(frozen=True, slots=True)
class _Worked:
    """A formula: its cell, what it refers to (None: nobody knows), the cells that it works out beside its own."""

    place: Place
    refers: list[Range] | None
    works_out: Box | None


def dependents(sheets: Mapping[str, ScannedSheet], names: Mapping[str, str], filled: Iterable[Place]) -> set[Place]:
    """The formulas that refer to a filled cell, directly or by others; one of which nobody knows is among them.

    `names`: what the names of the workbook mean, in small letters.
    """
    left = [it for name, sheet in sheets.items() for it in _formulas(name, sheet, names)]
    changed: list[Range] = [(sheet, Box(*at, *at)) for sheet, at in filled]
    found: set[Place] = set()
    spent = 0
    while changed and left:
        spent += len(changed) * len(left)
        if spent > _MOST:
            return found | {it.place for it in left}
        by_sheet = defaultdict(list)
        for sheet, box in changed:
            by_sheet[sheet].append(box)
        new = [it for it in left if it.refers is None or any(_meet(by_sheet[sheet], box) for sheet, box in it.refers)]
        taken = {it.place for it in new}
        left = [it for it in left if it.place not in taken]
        found |= taken
        changed = [(it.place[0], it.works_out or Box(*it.place[1], *it.place[1])) for it in new]
    return found


def _meet(boxes: Iterable[Box], one: Box) -> bool:
    return any(
        it.top <= one.bottom and one.top <= it.bottom and it.left <= one.right and one.left <= it.right for it in boxes
    )


def _formulas(name: str, sheet: ScannedSheet, names: Mapping[str, str]) -> Iterator[_Worked]:
    shared: dict[str, tuple[Address, Formula]] = {}
    for at, cell in sheet.cells.items():
        if (formula := cell.formula) is None:
            continue
        if formula.shared and formula.text:
            shared[formula.shared] = at, formula
        text = formula.text or _of_another(at, shared.get(formula.shared))
        many = read_box(formula.ref) if formula.kind in ("array", "dataTable") and formula.ref else None
        yield _Worked((name, at), _refers(text, name, names) if text else None, many)


def _of_another(at: Address, first: tuple[Address, Formula] | None) -> str:
    """The formula that a cell shares with an earlier one; blank where there is none."""
    if first is None:
        return ""
    origin, formula = first
    try:
        return str(Translator(f"={formula.text}", origin=str(origin)).translate_formula(str(at)))[1:]
    except (TranslatorError, TokenizerError, ValueError):
        return ""


def _refers(text: str, sheet: str, names: Mapping[str, str], depth: int = 0) -> list[Range] | None:
    """What a formula refers to; None where that cannot be told."""
    try:
        tokens = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError):
        return None
    found: list[Range] = []
    for token in tokens:
        if token.type == Token.FUNC and token.value.upper().startswith(_ANYWHERE):
            return None
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            continue
        if (named := names.get(token.value.lower())) is not None and depth < 5:
            its = _refers(named, sheet, names, depth + 1)
        else:
            its = _range(token.value, sheet)
        if its is None:
            return None
        found += its
    return found


def _range(text: str, sheet: str) -> list[Range] | None:
    """``A1``, ``$A$1:B3``, ``A:B``, ``2:3``, ``'一 月'!A1``; None for anything else."""
    named, mark, cells = text.rpartition("!")
    if mark:
        sheet = named[1:-1].replace("''", "'") if named.startswith("'") else named
        if ":" in sheet or "[" in sheet:
            return None
    cells = cells.replace("$", "")
    try:
        return [(sheet, read_box(cells))]
    except ValueError:
        box = _whole(cells)
        return [(sheet, box)] if box else None


def _whole(text: str) -> Box | None:
    """Whole columns or rows."""
    first, _colon, last = text.partition(":")
    if first.isdigit() and last.isdigit():
        return Box(int(first), 1, int(last), LAST_COLUMN)
    if first.isalpha() and last.isalpha() and first.isascii() and last.isascii():
        try:
            left, right = read_box(f"{first}1").left, read_box(f"{last}1").left
        except ValueError:
            return None
        return Box(1, min(left, right), LAST_ROW, max(left, right))
    return None
