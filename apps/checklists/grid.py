"""The grid in which results are entered: organisations × items of one checklist on one day."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2s

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.checklists.catalogue import Catalogue
from apps.checklists.items import Items
from apps.checklists.models import Inspection
from apps.checklists.names import MET_WORDS
from apps.checklists.sheets import BLANK, Judged, Key, Sheet, sheets_of
from apps.core.text import clean, half_width
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation, Placement
from apps.organisations.sets import exists_on

LONGEST_EVIDENCE = 200
MARKS = {True: "√", False: "×", None: ""}


@dataclass(slots=True)
class Cell:
    """One item of one organisation: what is stored, what stands in the fields, what is wrong with it."""

    organisation: Organisation
    item: str
    key: str
    stored: Judged
    word: str
    evidence: str
    touched: bool = False
    error: str = ""
    #: What somebody else found meanwhile, where the person typed something else.
    meanwhile: Judged | None = None

    @property
    def label(self) -> str:
        return f"{self.organisation.name} · {self.item}"

    @property
    def typed(self) -> str:
        return f"{self.word} {self.evidence}".strip()


@dataclass(slots=True)
class Row:
    """An organisation with its cell for each column; None where the item is not asked of it."""

    organisation: Organisation
    items: tuple[str, ...]
    may_record: bool
    inspection: Inspection | None
    cells: list[Cell | None] = field(default_factory=list)

    @property
    def met(self) -> int:
        return sum(cell.stored.met is True for cell in self.cells if cell)


@dataclass(slots=True)
class Typed:
    """What a form sends: the fields, and what they showed."""

    fields: Mapping[str, str]
    shown: Mapping[str, Judged]

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> "Typed":
        """Nothing was shown where that was tampered with."""
        try:
            found = json.loads(posted.get("shown") or "{}")
            shown = {str(key): Judged(it[0], str(it[1])) for key, it in found.items() if it[0] in (True, False, None)}
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            shown = {}
        return cls(posted, shown)


@dataclass
class Grid:
    items: list[str]
    rows: list[Row]
    shown_before: Mapping[str, Judged]

    @cached_property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells if cell]

    @property
    def errors(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.error]

    @property
    def conflicts(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.meanwhile is not None]

    @property
    def may_record(self) -> bool:
        return any(row.may_record and row.items for row in self.rows)

    @property
    def shown(self) -> str:
        """What the fields show, for the form to say when it is sent."""
        return json.dumps({cell.key: cell.stored for cell in self.cells if cell.stored != BLANK}, ensure_ascii=False)

    @property
    def wanted(self) -> dict[Organisation, dict[str, Judged]]:
        """What was typed and can be read, by organisation and item."""
        found: dict[Organisation, dict[str, Judged]] = {}
        for cell in self.cells:
            if cell.touched and not cell.error:
                found.setdefault(cell.organisation, {})[cell.item] = Judged(read_word(cell.word), cell.evidence)
        return found

    @property
    def asked(self) -> dict[int, tuple[str, ...]]:
        return {row.organisation.pk: row.items for row in self.rows}

    @property
    def base(self) -> dict[tuple[int, str], Judged]:
        """What the typed cells showed."""
        return {(it.organisation.pk, it.item): self.shown_before.get(it.key, BLANK) for it in self.cells if it.touched}


def cell_key(organisation: int, item: str) -> str:
    """What the fields of a cell are called by: the same however the list changes around it."""
    return f"{organisation}-{blake2s(item.encode(), digest_size=6).hexdigest()}"


def read_word(text: str) -> bool | None:
    """Met, not met, or None for a blank.  Raises `KeyError`."""
    text = half_width(text)
    return MET_WORDS[text] if text else None


def rows_for(user: User, checklist: str, on: date, code: str = "") -> list[Row]:
    """Whom the checklist is meant for on the day, and who was inspected, as far as `user` sees them; or `code` alone.

    Five queries, beside those for the scope; of a checklist of the township's own two more.
    """
    visible = Organisation.objects.visible_to(user, "inspection.view")
    places = Placement.objects.on(on).filter(exists_on(on), organisation__in=visible.order_by().values("pk"))
    if code:
        places = places.filter(organisation__code=code)
    else:
        inspected = Inspection.objects.counted().filter(checklist=checklist, date=on).values("organisation")
        places = places.filter(pk__in=places.filter(Catalogue().meant(checklist, on))) | places.filter(
            organisation__in=inspected
        )
    found = sorted(
        places.select_related("organisation"),
        key=lambda place: official_order(place.organisation.sector, place.organisation.code),
    )
    allowed = Organisation.objects.visible_to(user, "inspection.record").filter(
        pk__in=[it.organisation_id for it in found]
    )
    recordable = set(allowed.values_list("pk", flat=True))
    items = Items([checklist])
    return [
        Row(it.organisation, items.asked(checklist, it.path, on), it.organisation_id in recordable, None)
        for it in found
    ]


def grid_of(rows: Iterable[Row], checklist: str, on: date, typed: Typed | None = None) -> Grid:
    """The rows with what is stored, or with what was typed.  Two queries.

    What was typed into a cell of which somebody else has found something else meanwhile stands beside that.
    """
    made = [Row(it.organisation, it.items, it.may_record, None) for it in rows]
    sheets = sheets_of({Key(checklist, row.organisation.pk, on) for row in made})
    for row in made:
        sheet = sheets.get(Key(checklist, row.organisation.pk, on))
        if sheet is not None:
            row.inspection, row.items = sheet.inspection, tuple(sheet.results)
    columns = list(dict.fromkeys(item for row in made for item in row.items))
    for row in made:
        sheet = sheets.get(Key(checklist, row.organisation.pk, on))
        said = typed if row.may_record else None
        row.cells = [_cell(row.organisation, item, sheet, said) if item in row.items else None for item in columns]
    return Grid(columns, made, typed.shown if typed else {})


def _cell(organisation: Organisation, item: str, sheet: Sheet | None, typed: Typed | None) -> Cell:
    stored = sheet.results.get(item, BLANK) if sheet else BLANK
    key = cell_key(organisation.pk, item)
    cell = Cell(organisation, item, key, stored, MARKS[stored.met], stored.evidence)
    if typed is None:
        return cell
    was = typed.shown.get(key, BLANK)
    word = clean(typed.fields.get(f"met-{key}", MARKS[was.met]))
    evidence = clean(typed.fields.get(f"evidence-{key}", was.evidence))
    try:
        sent = Judged(read_word(word), evidence)
    except KeyError:
        sent, cell.error = None, _("Neither met nor not met. Write %(words)s, or leave it blank.") % {"words": "√ ×"}
    if len(evidence) > LONGEST_EVIDENCE:
        cell.error = _("At most %(count)d characters.") % {"count": LONGEST_EVIDENCE}
    if sent == was and not cell.error:
        return cell
    cell.touched, cell.evidence = True, evidence
    cell.word = word if sent is None else MARKS[sent.met]
    cell.meanwhile = stored if stored not in (was, sent) else None
    return cell
