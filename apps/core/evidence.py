"""Files that people add as evidence: told by their content, made harmless, bounded.  No ORM."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core import office, pdf
from apps.core.packages import MEGABYTE, Package, Refused, broken_is_refused, content_types, has_macros, unzipped
from apps.core.pictures import Damaged, TooManyPixels, drawn_anew

LARGEST = 10 * MEGABYTE

_PREFIX = "application/vnd.openxmlformats-officedocument"
#: By the type that the main part says it has.
_OFFICE = {
    "wordprocessingml.document.main+xml": ("docx", f"{_PREFIX}.wordprocessingml.document"),
    "spreadsheetml.sheet.main+xml": ("xlsx", f"{_PREFIX}.spreadsheetml.sheet"),
    "presentationml.presentation.main+xml": ("pptx", f"{_PREFIX}.presentationml.presentation"),
}
_PDF_REFUSED = {
    pdf.ACTIVE: gettext_lazy("%(name)s runs a script, or carries or opens other files. Print it to a new PDF."),
    pdf.LOCKED: gettext_lazy("%(name)s is protected with a password. Save it without one."),
    pdf.DAMAGED: gettext_lazy("%(name)s is a damaged PDF."),
    pdf.TOO_MUCH: gettext_lazy("%(name)s holds more than can be looked into. Print it to a new PDF."),
}
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
        kept = drawn_anew(content)
    except TooManyPixels as fault:
        raise ValidationError(_("%(name)s has too many pixels.") % {"name": name}) from fault
    except Damaged as fault:
        raise ValidationError(_("%(name)s is a damaged picture.") % {"name": name}) from fault
    return Evidence(kept, "jpg", "image/jpeg", _with_ending(name, "jpg"))


def _pdf(content: bytes, name: str) -> Evidence:
    if (found := pdf.look_into(content)) != pdf.HARMLESS:
        raise ValidationError(_PDF_REFUSED[found] % {"name": name})
    return Evidence(content, "pdf", "application/pdf", _with_ending(name, "pdf"))


def _office(content: bytes, name: str) -> Evidence:
    try:
        with broken_is_refused(_("The file is damaged and cannot be read.")):
            package = Package(unzipped(BytesIO(content)))
            types = content_types(package) if package.has("[Content_Types].xml") else ""
            macros = bool(types) and has_macros(package)
            active = bool(types) and office.is_active(package)
    except Refused as refusal:
        raise ValidationError(_("%(name)s: %(reason)s") % {"name": name, "reason": refusal}) from refusal
    if macros:
        raise ValidationError(_("%(name)s holds macros. Save it without them.") % {"name": name})
    if active:
        sentence = _("%(name)s runs programs or fetches something from elsewhere. Break its links and save it anew.")
        raise ValidationError(sentence % {"name": name})
    kind = next((kind for main_part, kind in _OFFICE.items() if main_part in types), None)
    if kind is None:
        raise _unknown(name)
    return Evidence(content, *kind, _with_ending(name, kind[0]))


def _old_office(_content: bytes, name: str) -> Evidence:
    sentence = _("%(name)s is an old Office file, or protected with a password. Save it as .docx, .xlsx or .pptx.")
    raise ValidationError(sentence % {"name": name})


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
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _old_office),
)
