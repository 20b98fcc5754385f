"""A blank form as somebody hands it in: a workbook or a document without programs, of which every sheet can be read."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from apps.core.evidence import accepted
from apps.core.ooxml import MEGABYTE, Refused
from apps.district_forms.blanks import opened
from apps.district_forms.models import FileKind

LARGEST = 5 * MEGABYTE
_PACKAGE, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class BlankUpload:
    """A file that can be filled."""

    content: bytes
    kind: str
    name: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def taken_in(file: "UploadedFile[Any]") -> BlankUpload:
    """The file, if it can be filled.  Raises `ValidationError` with a sentence."""
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 5 MB."))
    begins = file.read(8)
    file.seek(0)
    if begins == _COMPOUND:
        raise ValidationError(
            _("The file has a password or is of an old kind (.xls, .doc). Save it as .xlsx or .docx, without one.")
        )
    if not begins.startswith(_PACKAGE):
        raise _neither()
    checked = accepted(file)
    if checked.extension not in FileKind.values:
        raise _neither()
    try:
        blank = opened(checked.content, checked.extension)
        for name in blank.names():
            blank.grid(name)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return BlankUpload(checked.content, checked.extension, checked.name)


def _neither() -> ValidationError:
    return ValidationError(_("Choose an Excel workbook (.xlsx) or a Word document (.docx)."))
