"""Files as people send them."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

#: Tags of EXIF: the camera's maker, and which side was up (6: turned to the right).
MAKER, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" '
    'ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
)
MAIN_PARTS = {"word": "wordprocessingml.document", "xl": "spreadsheetml.sheet", "ppt": "presentationml.presentation"}


def photograph(name: str = "现场.jpg", size: tuple[int, int] = (40, 20), form: str = "JPEG") -> SimpleUploadedFile:
    """A picture of which the camera noted its maker and the place; taken with the camera turned."""
    content = io.BytesIO()
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = "Kamera-AG", 6
    exif.get_ifd(GPS)[2] = (30.0, 39.0, 1.0)
    Image.new("RGB", size, (168, 32, 26)).save(content, form, exif=exif)
    return SimpleUploadedFile(name, content.getvalue())


def office(name: str, folder: str, *more: str) -> SimpleUploadedFile:
    """A package with the parts of an Office file, the main one of the type that belongs to its folder."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("[Content_Types].xml", TYPES.format(MAIN_PARTS.get(folder, "x")))
        for part in (f"{folder}/document.xml", *more):
            package.writestr(part, "x")
    return SimpleUploadedFile(name, content.getvalue())


def pdf(name: str = "会议记录.pdf", more: bytes = b"", packed: bytes = b"") -> SimpleUploadedFile:
    """A PDF with `more` in its only object, and a stream of packed objects where there are any."""
    content = b"%PDF-1.7\n1 0 obj << /Type /Catalog " + more + b" >> endobj\n"
    if packed:
        head = b"2 0 obj << /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\n"
        content += head + zlib.compress(packed) + b"\nendstream endobj\n"
    return SimpleUploadedFile(name, content + b"%%EOF")
