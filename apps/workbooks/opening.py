"""Opening a file that somebody handed in, so that whatever it holds the portal's memory stays bounded."""

from contextlib import AbstractContextManager
from typing import IO

from django.utils.translation import gettext as _

from apps.core import ooxml
from apps.core.ooxml import MEGABYTE, Package, Refused, has_macros, unzipped

MAX_BYTES = 20 * MEGABYTE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def broken_is_refused() -> AbstractContextManager[None]:
    """Whatever goes wrong inside while a workbook is taken apart means that it is broken."""
    return ooxml.broken_is_refused(
        _("The file is damaged and cannot be read. Open and save it in Excel, then try again.")
    )


def open_package(file: IO[bytes]) -> Package:
    """Take a file for an Excel workbook or raise `Refused`.  Nothing is unpacked yet."""
    _check_outside(file)
    with broken_is_refused():
        package = Package(unzipped(file))
        _check_inside(package)
    return package


def _check_outside(file: IO[bytes]) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(8)
    if size > MAX_BYTES:
        raise Refused(_("The file is larger than 20 MB."))
    if start == _OLE:
        file.seek(0)
        if _ENCRYPTED in file.read():
            raise Refused(_("The workbook is protected with a password. Save it without one, then try again."))
        raise Refused(_("This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx), then try again."))
    if not start.startswith(b"PK"):
        raise _no_workbook()
    file.seek(0)


def _check_inside(package: Package) -> None:
    if not package.has("[Content_Types].xml") or not any(name.startswith("xl/") for name in package.names()):
        raise _no_workbook()
    if package.has("xl/workbook.bin"):
        raise Refused(_("This is a binary Excel file (.xlsb). Save it as an Excel workbook (.xlsx), then try again."))
    if has_macros(package):
        raise Refused(_("The workbook contains macros. Save it as an Excel workbook without macros (.xlsx)."))


def _no_workbook() -> Refused:
    return Refused(_("The file is not an Excel workbook (.xlsx)."))
