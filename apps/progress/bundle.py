"""One PDF of what stands behind an indicator: the numbered list, then the files in its order (佐证材料)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

import pikepdf
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attachments.models import Attachment
from apps.attachments.services import Lost, attachment_read
from apps.core.paper_pdf import LINES, Paper, TextLine, fitted
from apps.progress.selectors.evidence import EvidenceItem

#: So many records are listed, and files of so many bytes are taken up; the rest is told.
MOST_LISTED, MOST_BYTES = 1000, 60 * 1024**2
_PICTURE, _PDF = "image/jpeg", "application/pdf"
#: Where the columns begin: number, day, organisation, material, files.
_AT = (0, 78, 142, 250, 428)


@dataclass(slots=True)
class _Behind:
    """What the files behind the list have come to so far."""

    paper: Paper = field(default_factory=Paper)
    left: int = MOST_BYTES


def evidence_pdf(heading: str, entries: Iterable[EvidenceItem], *, by: User) -> BytesIO:
    """The list on its first pages, with the page on which the files of each record begin, then these files.

    Word and Excel files, and what no longer fits, are named in the list and stay in the portal.  Every file that is
    taken up is noted as a download by `by`.
    """
    some = list(islice(entries, MOST_LISTED + 1))
    behind = _Behind()
    told = [(entry, behind.paper.pages, _files_of(entry, behind, by)) for entry in some[:MOST_LISTED]]
    head: list[TextLine] = [[(0, fitted(heading, 480))], [], _line(_columns())]
    foot: list[TextLine] = (
        [[(0, _("The list is cut here: the Excel file has all of it."))]] if len(some) > MOST_LISTED else []
    )
    count = len(head) + sum(1 + len(left) for _entry, _start, left in told) + len(foot)
    before = -(-count // LINES)
    body: list[TextLine] = []
    for entry, start, left in told:
        page = str(before + start + 1) if entry.files and len(left) < entry.files else ""
        body.append(_line((entry.number, str(entry.day or ""), entry.organisation, entry.title, page)))
        body += [[(_AT[3], fitted(name, 230))] for name in left]
    whole = Paper()
    whole.add_text([*head, *body, *foot])
    whole.pdf.pages.extend(behind.paper.pdf.pages)
    return whole.saved()


def _columns() -> tuple[str, ...]:
    return _("Number"), _("Day"), _("Organisation"), _("Material"), _("Page")


def _line(texts: Iterable[str]) -> TextLine:
    widths = [end - start - 8 for start, end in zip(_AT, (*_AT[1:], 490), strict=True)]
    return [(at, fitted(text, width)) for at, width, text in zip(_AT, widths, texts, strict=True)]


def _files_of(entry: EvidenceItem, behind: _Behind, by: User) -> list[str]:
    """Take up the files of a record; what was not taken up, by name and with the reason."""
    if not entry.files or entry.holder is None:
        return []
    holder, left = entry.holder(), []
    for attachment in holder.files:
        if attachment.content_type not in (_PICTURE, _PDF):
            left.append(_("%(name)s: in the portal only") % {"name": attachment.name})
        elif attachment.size > behind.left:
            left.append(_("%(name)s: too much for one file, in the portal only") % {"name": attachment.name})
        else:
            try:
                content = attachment_read(holder=holder, attachment=attachment, by=by)
                _take_up(entry, attachment, content, behind)
            except (Lost, pikepdf.PdfError, OSError):
                left.append(_("%(name)s: cannot be read any more") % {"name": attachment.name})
    return left


def _take_up(entry: EvidenceItem, attachment: Attachment, content: bytes, behind: _Behind) -> None:
    if attachment.content_type == _PICTURE:
        behind.paper.add_picture(content, fitted(f"{entry.number}　{attachment.name}", 480))
    else:
        behind.paper.add_pdf(content)
    behind.left -= attachment.size
