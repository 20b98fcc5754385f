"""A plain PDF: lines of text on A4, pictures, and the pages of other PDFs.  No ORM.

Chinese text uses the font that every reader of PDF brings or replaces (STSong-Light, Adobe-GB1), so no font travels
with the file and none is needed on the server.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

WIDTH, HEIGHT, MARGIN = 595, 842, 56
SIZE, LEADING = 10, 18
LINES = (HEIGHT - 2 * MARGIN) // LEADING
_COLOURS = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}

#: Texts of a line, each with the point from the left margin at which it begins.
TextLine = Sequence[tuple[int, str]]


class Paper:
    """A PDF that grows at its end."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self._font = self.pdf.make_indirect(_font(self.pdf))
        #: What pages were taken from stays open until all is saved: their streams are read only then.
        self._taken_from: list[pikepdf.Pdf] = []

    @property
    def pages(self) -> int:
        return len(self.pdf.pages)

    def add_text(self, lines: Sequence[TextLine]) -> None:
        """So many pages as the lines need."""
        for start in range(0, len(lines), LINES):
            self._add_page(_shown(lines[start : start + LINES]), Dictionary(Font=Dictionary(F=self._font)))

    def add_picture(self, jpeg: bytes, caption: str) -> None:
        """A page with a JPEG as large as fits, below its caption."""
        with Image.open(BytesIO(jpeg)) as picture:
            (width, height), colour = picture.size, _COLOURS[picture.mode]
        image = pikepdf.Stream(self.pdf, jpeg)
        image.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=colour, BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )  # fmt: skip
        scale = min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN - 2 * LEADING) / height, 1)
        top = HEIGHT - MARGIN - 2 * LEADING
        placed = f"q {width * scale:.2f} 0 0 {height * scale:.2f} {MARGIN} {top - height * scale:.2f} cm /I Do Q"
        resources = Dictionary(Font=Dictionary(F=self._font), XObject=Dictionary(I=self.pdf.make_indirect(image)))
        self._add_page(_shown([[(0, caption)]]) + placed.encode(), resources)

    def add_pdf(self, content: bytes) -> None:
        """All pages of another PDF, without what is no page of it.  Raises `pikepdf.PdfError`."""
        other = pikepdf.open(BytesIO(content))
        self.pdf.pages.extend(other.pages)
        self._taken_from.append(other)

    def saved(self) -> BytesIO:
        found = BytesIO()
        self.pdf.save(found)
        found.seek(0)
        return found

    def _add_page(self, content: bytes, resources: Dictionary) -> None:
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, WIDTH, HEIGHT]), Resources=resources,
            Contents=self.pdf.make_stream(content),
        )  # fmt: skip
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))


def fitted(text: str, width: int) -> str:
    """As much of the text as fits: a Chinese sign is as wide as high, a Latin one half as wide."""
    room = 0.0
    for at, sign in enumerate(text):
        room += SIZE / 2 if sign.isascii() else SIZE
        if room > width:
            return text[: max(0, at - 1)] + "…"
    return text


def _shown(lines: Sequence[TextLine]) -> bytes:
    parts = []
    for row, line in enumerate(lines):
        down = HEIGHT - MARGIN - (row + 1) * LEADING + 4
        for across, text in line:
            said = text.encode("utf-16-be", errors="replace").hex()
            parts.append(f"BT /F {SIZE} Tf {MARGIN + across} {down} Td <{said}> Tj ET\n")
    return "".join(parts).encode()


def _font(pdf: pikepdf.Pdf) -> Any:
    described = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, FontBBox=Array([-25, -254, 1000, 880]),
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93,
    )  # fmt: skip
    system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=4)
    signs = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), CIDSystemInfo=system, DW=1000,
        W=Array([1, 95, 500, 814, 939, 500]), FontDescriptor=pdf.make_indirect(described),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light-UniGB-UTF16-H"),
        Encoding=Name("/UniGB-UTF16-H"), DescendantFonts=Array([pdf.make_indirect(signs)]),
    )  # fmt: skip
