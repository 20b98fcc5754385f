"""Files as people send them."""

import io
import zipfile

import pikepdf
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


def office(name: str, folder: str, *more: str, **contents: str) -> SimpleUploadedFile:
    """A package with the parts of an Office file, the main one of the type that belongs to its folder.

    `contents`: what else stands in which part, a name with `__` for the slash and `_0` for the point.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("[Content_Types].xml", TYPES.format(MAIN_PARTS.get(folder, "x")))
        for part in (f"{folder}/document.xml", *more):
            package.writestr(part, "<x/>")
        for part, text in contents.items():
            package.writestr(part.replace("_0", ".").replace("__", "/"), text)
    return SimpleUploadedFile(name, content.getvalue())


_PAGE = (b"/Type /Pages /Kids [3 0 R] /Count 1", b"/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]")


def pdf(name: str = "会议记录.pdf", more: bytes = b"", packed: bytes = b"") -> SimpleUploadedFile:
    """A PDF with `more` in its first object, or with `packed` there and the object in a stream of packed ones."""
    content, places = b"%PDF-1.7\n", []
    for number, text in enumerate((b"/Type /Catalog /Pages 2 0 R " + more + packed, *_PAGE), start=1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj << %b >> endobj\n" % (number, text)
    at = len(content)
    content += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(places)
    content += b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at
    if packed:
        kept = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as opened:
            opened.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        content = kept.getvalue()
    return SimpleUploadedFile(name, content)
