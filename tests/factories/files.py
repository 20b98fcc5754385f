"""Files as people send them."""

import io
import os
import zipfile
from collections.abc import Mapping

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


def office(
    name: str, folder: str, *more: str, types: str = "", parts: Mapping[str, str | bytes] | None = None
) -> SimpleUploadedFile:
    """A package with the parts of an Office file, the main one of the type that belongs to its folder.

    `more` are names of further parts, `parts` further ones with their content, `types` the type of one more.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        listed = TYPES.format(MAIN_PARTS.get(folder, "x"))
        if types:
            listed = listed.replace("</Types>", f'<Override PartName="/y" ContentType="application/{types}"/></Types>')
        package.writestr("[Content_Types].xml", listed)
        for part in (f"{folder}/document.xml", *more):
            package.writestr(part, "<x/>")
        for part, text in (parts or {}).items():
            package.writestr(part, text)
    return SimpleUploadedFile(name, content.getvalue())


RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def related(kind: str, target: str, *, external: bool = False) -> str:
    """A list of relations with one in it."""
    mode = ' TargetMode="External"' if external else ""
    return RELATIONS.format(f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}"{mode}/>')


def pdf(
    name: str = "会议记录.pdf", more: bytes = b"", *, packed: bool = False, password: str = "", scanned: int = 0
) -> SimpleUploadedFile:
    """A PDF of one page with `more` in its catalogue; `packed`: the objects lie in a compressed stream.

    `scanned` is the size of a stream in it that cannot be compressed.
    """
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in pikepdf.Object.parse(b"<<" + more + b">>").items():
        document.Root[key] = value
    if scanned:
        document.Root.Scan = document.make_stream(os.urandom(scanned))
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    locked = pikepdf.Encryption(user=password, owner=password) if password else False
    content = io.BytesIO()
    document.save(content, object_stream_mode=mode, encryption=locked)
    return SimpleUploadedFile(name, content.getvalue())
