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

from apps.core.office import Active, what_is_active
from apps.core.ooxml import MEGABYTE, Package, Refused, broken_is_refused, content_types, unzipped
from apps.core.pdf import Verdict, verdict_on
from apps.core.pictures import Damaged, TooManyPixels, drawn_anew

LARGEST = 10 * MEGABYTE

_PREFIX = "application/vnd.openxmlformats-officedocument"
#: By the type that the main part says it has.
_OFFICE = {
    "wordprocessingml.document.main+xml": ("docx", f"{_PREFIX}.wordprocessingml.document"),
    "spreadsheetml.sheet.main+xml": ("xlsx", f"{_PREFIX}.spreadsheetml.sheet"),
    "presentationml.presentation.main+xml": ("pptx", f"{_PREFIX}.presentationml.presentation"),
}
_SAID_OF_PDF = {
    Verdict.ACTIVE: gettext_lazy("%(name)s runs a script or opens other files. Print it to a new PDF."),
    Verdict.ENCRYPTED: gettext_lazy("%(name)s is protected with a password. Save it without one, then try again."),
    Verdict.DAMAGED: gettext_lazy("%(name)s is a damaged PDF. Print it to a new PDF, then try again."),
    Verdict.TOO_MUCH: gettext_lazy("%(name)s is too involved to be checked. Print it to a new PDF, then try again."),
}
_SAID_OF_OFFICE = {
    Active.PROGRAMS: gettext_lazy("%(name)s holds macros, controls or embedded objects. Save it without them."),
    Active.LINKS: gettext_lazy(
        "%(name)s fetches something from other files when it is opened (links, template, data connection, DDE field). "
        "Break these links, then try again."
    ),
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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
    verdict = verdict_on(content)
    if verdict != Verdict.HARMLESS:
        raise ValidationError(_SAID_OF_PDF[verdict] % {"name": name})
    return Evidence(content, "pdf", "application/pdf", _with_ending(name, "pdf"))


def _office(content: bytes, name: str) -> Evidence:
    try:
        with broken_is_refused(_("The file is damaged and cannot be read.")):
            archive = unzipped(BytesIO(content))
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise _protected(name)
            package = Package(archive)
            types = content_types(package) if package.has("[Content_Types].xml") else ""
            active = what_is_active(package) if types else None
    except Refused as refusal:
        raise ValidationError(_("%(name)s: %(reason)s") % {"name": name, "reason": refusal}) from refusal
    if active is not None:
        raise ValidationError(_SAID_OF_OFFICE[active] % {"name": name})
    kind = next((kind for main_part, kind in _OFFICE.items() if main_part in types), None)
    if kind is None:
        raise _unknown(name)
    return Evidence(content, *kind, _with_ending(name, kind[0]))


def _compound(content: bytes, name: str) -> Evidence:
    """A file as Office wrote it before 2007, or today behind a password."""
    raise _protected(name) if _ENCRYPTED in content else _unknown(name)


def _protected(name: str) -> ValidationError:
    said = _("%(name)s is protected with a password. Save it without one, then try again.")
    return ValidationError(said % {"name": name})


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
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _compound),
)
