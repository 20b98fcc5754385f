"""A Word document as a form: its tables as grids, and the file with cells of them filled."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from django.utils.translation import gettext as _

from apps.core.ooxml import Package, Refused, broken_is_refused, unzipped
from apps.district_forms.files.grids import Grid, Writing
from apps.district_forms.files.packing import repacked
from apps.district_forms.files.splicing import Edit, spliced, xml_text
from apps.district_forms.files.table_scan import Paragraph, ScannedTable, scanned_tables
from apps.district_forms.files.values import said


class DocumentBlank:
    """A Word document with tables.  Raises `Refused` for what is none."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with broken_is_refused(_("The file is damaged and cannot be read. Open and save it in Word, then try again.")):
            package = Package(unzipped(BytesIO(content)))
            self._main = next((it.target for it in package.relations() if it.type == "officeDocument"), "")
            with package.open(self._main) as stream:
                self._data = stream.read()
            tables = scanned_tables(self._data)
        if not tables:
            raise Refused(_("The document has no table: only cells of tables are filled."))
        self._tables = {f"表{number}": table for number, table in enumerate(tables, start=1)}

    def names(self) -> list[str]:
        return list(self._tables)

    def grid(self, name: str) -> Grid:
        table = self._tables[name]
        there = frozenset(at for at, cell in table.cells.items() if cell.over_rows != "continue")
        return Grid(
            name,
            max((it.row for it in table.cells), default=1),
            max((at.column + it.width - 1 for at, it in table.cells.items()), default=1),
            {at: text for at, it in table.cells.items() if (text := it.text.strip())},
            table.merged,
            only=there,
        )

    def filled(self, writings: Iterable[Writing]) -> bytes:
        edits = [edit for it in writings for edit in _edits(self._tables[it.sheet], it)]
        return repacked(self._content, {self._main.lower(): spliced(self._data, edits)}) if edits else self._content


def _edits(table: ScannedTable, writing: Writing) -> Iterator[Edit]:
    """The runs of the first paragraph of the cell give way to one in the look of the first; all else stays."""
    paragraph = table.cells[writing.cell].paragraph
    if paragraph is None:
        return
    tag, run = paragraph.tag, _run(paragraph, said(writing.value))
    if tag.is_empty:
        yield Edit(tag.start, tag.end, b"<%b%b>%b</%b>" % (tag.name, tag.attributes, run, tag.name))
        return
    texts = [it for it in paragraph.runs if not it.holds_more]
    yield Edit(texts[0].start, texts[0].end, run) if texts else Edit(paragraph.close, paragraph.close, run)
    for other in texts[1:]:
        yield Edit(other.start, other.end, b"")


def _run(paragraph: Paragraph, text: str) -> bytes:
    prefix = paragraph.tag.prefix
    inside = b'<%bt xml:space="preserve">%b</%bt>' % (prefix, xml_text(text), prefix)
    return b"<%br>%b%b</%br>" % (prefix, paragraph.look, inside, prefix)
