"""Files that people add as evidence: told by their content, made harmless, bounded.  No ORM.

A photograph is drawn anew: smaller, upright, and without what the camera wrote into it, the place above all.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 10 * 1024 * 1024
#: What a picture may measure before it is drawn, in pixels, and its longer side afterwards.
MOST_PIXELS = 60_000_000
LONGER_SIDE = 2000
#: What an Office file may hold unpacked.
MOST_UNPACKED = 200 * 1024 * 1024

_OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
#: A PDF that does something when it is opened.  Names may be written with #-escapes.
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it is kept: its content, what it is, and the name that people see."""

    content: bytes
    extension: str
    content_type: str
    name: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def accepted(file: "UploadedFile[Any]") -> Evidence:
    """The file, if it is a picture, a PDF or an Office file without macros.

    Raises `ValidationError` with a sentence that names the file.
    """
    name = shown_name(file.name or "")
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("%(name)s is larger than 10 MB.") % {"name": name})
    content = file.read()
    for begins, make in _READERS:
        if content.startswith(begins):
            return make(content, name)
    raise _unknown(name)


def shown_name(name: str) -> str:
    """The last part of the name, without what systems cannot have in one; at most 100 signs."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = _UNFIT_FOR_NAMES.sub("", last).strip(". ")
    stem, dot, ending = cleaned.rpartition(".")
    return f"{stem[:90]}{dot}{ending[:9]}" if stem else cleaned[:100] or "file"


def _picture(content: bytes, name: str) -> Evidence:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("%(name)s has too many pixels.") % {"name": name})
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise ValidationError(_("%(name)s is a damaged picture.") % {"name": name}) from fault
    drawn.thumbnail((LONGER_SIDE, LONGER_SIDE))
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    kept = io.BytesIO()
    clean.save(kept, "JPEG", quality=85, optimize=True)
    return Evidence(kept.getvalue(), "jpg", "image/jpeg", _with_ending(name, "jpg"))


def _pdf(content: bytes, name: str) -> Evidence:
    plain = _ESCAPED_NAME.sub(lambda found: bytes([int(found[1], 16)]), content)
    if _ACTIVE_PDF.search(plain):
        raise ValidationError(_("%(name)s runs a script or opens other files. Print it to a new PDF.") % {"name": name})
    return Evidence(content, "pdf", "application/pdf", _with_ending(name, "pdf"))


def _office(content: bytes, name: str) -> Evidence:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as fault:
        raise _unknown(name) from fault
    names = {part.filename for part in parts}
    kind = next((kind for folder, kind in _OFFICE.items() if any(it.startswith(folder) for it in names)), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise _unknown(name)
    if any(it.lower().endswith("vbaproject.bin") for it in names):
        raise ValidationError(_("%(name)s holds macros. Save it without them.") % {"name": name})
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(_("%(name)s is larger than it looks.") % {"name": name})
    return Evidence(content, *kind, _with_ending(name, kind[0]))


def _with_ending(name: str, ending: str) -> str:
    """The name with the ending of what the file really is."""
    stem, dot, given = name.rpartition(".")
    return name if given.lower() == ending else f"{stem if dot else name}.{ending}"


def _unknown(name: str) -> ValidationError:
    sentence = _("%(name)s is neither a picture (JPEG, PNG, WebP) nor a PDF nor a Word, Excel or PowerPoint file.")
    return ValidationError(sentence % {"name": name})


_READERS: tuple[tuple[bytes, Callable[[bytes, str], Evidence]], ...] = (
    (b"\xff\xd8\xff", _picture),
    (b"\x89PNG\r\n\x1a\n", _picture),
    (b"RIFF", _picture),
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _office),
)
