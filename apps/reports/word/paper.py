"""A document in the official format: page, lines, headings, page numbers.  What is written on it is said elsewhere."""

from copy import deepcopy
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from apps.reports.word import standard as gb

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


class Paper:
    """Written from top to bottom: each method adds below what is there."""

    def __init__(self) -> None:
        self.document: Doc = Document()
        _default_style(self.document)
        section = self.document.sections[0]
        _page(section)
        self.document.settings.odd_and_even_pages_header_footer = True
        _number_pages(section)

    def line(
        self,
        text: str = "",
        *,
        face: str = gb.FANG_SONG,
        size: Length = gb.THREE,
        colour: RGBColor = gb.BLACK,
        alignment: WD_ALIGN_PARAGRAPH | None = None,
        pitch: Length | None = gb.LINE,
    ) -> Paragraph:
        """A paragraph that begins at the edge; `pitch` None lets its lines be as high as they need."""
        paragraph = self.document.add_paragraph()
        if alignment is not None:
            paragraph.alignment = alignment
        if pitch is not None:
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            paragraph.paragraph_format.line_spacing = pitch
        else:
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        off_grid(paragraph)
        if text:
            write(paragraph, text, face=face, size=size, colour=colour)
        return paragraph

    def text(self, text: str, *, face: str = gb.FANG_SONG) -> Paragraph:
        """A paragraph of the body: two characters in."""
        paragraph = self.line(text, face=face)
        paragraph.paragraph_format.first_line_indent = gb.THREE * 2
        _characters(paragraph, "firstLineChars", 2)
        return paragraph

    def heading(self, text: str, level: int) -> Paragraph:
        paragraph = self.text(text, face=gb.LEVELS[level])
        paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def hanging(self, begin: str, text: str, *, before: int) -> Paragraph:
        """A paragraph whose lines stand below its first word, two characters and `before` in."""
        paragraph = self.line(begin + text)
        width = len(begin.replace(" ", "")) - sum(it.isdigit() or it == "." for it in begin) / 2
        paragraph.paragraph_format.left_indent = Length(int(gb.THREE * (2 + before + width)))
        paragraph.paragraph_format.first_line_indent = Length(-int(gb.THREE * width))
        return paragraph

    def from_right(self, text: str, characters: float) -> Paragraph:
        """A line that ends so many characters before the right edge."""
        paragraph = self.line(text, alignment=RIGHT)
        paragraph.paragraph_format.right_indent = Length(int(gb.THREE * characters))
        _characters(paragraph, "rightChars", characters)
        return paragraph

    def add(self, paragraph: Paragraph, text: str, *, face: str) -> None:
        """More text in another face."""
        write(paragraph, text, face=face)

    def upright(self, start: WD_SECTION = WD_SECTION.NEW_PAGE) -> Section:
        """A new page that stands, with page numbers as before."""
        section: Section = self.document.add_section(start)
        section.orientation = WD_ORIENT.PORTRAIT
        _page(section)
        return section

    def last_page(self) -> Section:
        """A new even page that stands and has no page number: that of the imprint."""
        section = self.upright(WD_SECTION.EVEN_PAGE)
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False
        return section

    def on_its_side(self) -> Section:
        """A new page that lies on its side."""
        section: Section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = gb.PAGE_HEIGHT, gb.PAGE_WIDTH
        section.top_margin, section.bottom_margin = gb.SIDE_TOP, gb.SIDE_BOTTOM
        section.left_margin, section.right_margin = gb.SIDE_LEFT, gb.SIDE_RIGHT
        section.footer_distance = Length(gb.SIDE_BOTTOM // 2)
        _clear_grid(section)
        return section


def write(
    paragraph: Paragraph, text: str, *, face: str = gb.FANG_SONG, size: Length = gb.THREE, colour: RGBColor = gb.BLACK
) -> None:
    """Add text in a face; Word asks apart for Chinese characters."""
    paragraph.add_run(text)._r.insert(0, deepcopy(_in_face(face, size, colour)))


@cache
def _in_face(face: str, size: Length, colour: RGBColor) -> Any:
    """The properties of a run: a document has thousands of these few."""
    run = Run(OxmlElement("w:r"), None)  # type: ignore[arg-type]
    run.font.size, run.font.color.rgb = size, colour
    run.font.name = face
    properties: Any = run._r.rPr
    properties.rFonts.set(qn("w:eastAsia"), face)
    if size == gb.THREE:
        properties.insert_element_before(_tighter(), "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    return properties


def off_grid(paragraph: Paragraph) -> None:
    """Lines and characters are set by themselves (`LINE`, `TIGHTER`): each program snaps to the grid in its own way."""
    free = OxmlElement("w:snapToGrid")
    free.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(free, "w:spacing", "w:ind", "w:jc", "w:rPr")


def rule(paragraph: Paragraph, *, space: Length) -> None:
    """The red line below a paragraph."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", str(round(space.pt))), ("color", str(gb.RED))):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def tab_to_right(paragraph: Paragraph, at: Length) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT)


def _default_style(document: Doc) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = gb.FANG_SONG, gb.THREE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), gb.FANG_SONG)
    # The grid counts characters of this size.
    for size in document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz"):
        size.set(qn("w:val"), str(int(gb.THREE.pt * 2)))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = 0


def _page(section: Section) -> None:
    section.page_width, section.page_height = gb.PAGE_WIDTH, gb.PAGE_HEIGHT
    section.top_margin, section.bottom_margin = gb.TOP, gb.BOTTOM
    section.left_margin, section.right_margin = gb.LEFT, gb.RIGHT
    section.footer_distance = gb.FOOTER
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(gb.LINE_PITCH))
    grid.set(qn("w:charSpace"), str(gb.CHARACTER_SPACE))
    _clear_grid(section)
    section._sectPr.append(grid)


def _clear_grid(section: Section) -> None:
    for before in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(before)


def _number_pages(section: Section) -> None:
    """— 1 —: one character from the right edge on odd pages, from the left one on even pages."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        if side == "right":
            paragraph.alignment = RIGHT
        setattr(paragraph.paragraph_format, f"{side}_indent", gb.FOUR)
        write(paragraph, "— ", face=gb.SONG, size=gb.FOUR)
        _field(paragraph, "PAGE")
        write(paragraph, " —", face=gb.SONG, size=gb.FOUR)


def _tighter() -> Any:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(gb.TIGHTER))
    return spacing


def _field(paragraph: Paragraph, instruction: str) -> None:
    for kind in ("begin", None, "separate", "end"):
        write(paragraph, "", face=gb.SONG, size=gb.FOUR)
        run = paragraph.runs[-1]._r
        if kind is None:
            element: Any = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run.append(element)


def _characters(paragraph: Paragraph, name: str, number: float) -> None:
    """An indent in hundredths of a character, which Word prefers to that in points."""
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn(f"w:{name}"), str(round(number * 100)))
