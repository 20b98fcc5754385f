"""The blank file of a form, opened: the only place that knows which kind of file is which."""

from apps.district_forms.files.document import DocumentBlank
from apps.district_forms.files.grids import Blank
from apps.district_forms.files.workbook import WorkbookBlank
from apps.district_forms.models import BlankFile, DistrictForm, FileKind


def opened(content: bytes, kind: str) -> Blank:
    """A file as something to fill.  Raises `Refused` where it cannot be."""
    return DocumentBlank(content) if kind == FileKind.DOCUMENT else WorkbookBlank(content)


def content_of(form: DistrictForm) -> bytes:
    """The blank file as it was handed in.  One query."""
    return bytes(BlankFile.objects.values_list("content", flat=True).get(form=form))


def blank_of(form: DistrictForm) -> Blank:
    return opened(content_of(form), form.kind)
