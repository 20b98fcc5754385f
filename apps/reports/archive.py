"""A zip file whose bytes depend on its contents alone, and a workbook saved into one."""

import shutil
from contextlib import suppress
from os import PathLike
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

#: The earliest moment that a zip file can name.
MOMENT = (1980, 1, 1, 0, 0, 0)


class TimelessZip(ZipFile):
    """Gives every entry one and the same date and permission, in the order in which they are written."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_args: Any, **_options: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(_entry(name), data)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        *_args: Any,
        **_options: Any,
    ) -> None:
        with open(filename, "rb") as source, self.open(_entry(str(arcname or filename)), "w") as target:  # noqa: PTH123
            shutil.copyfileobj(source, target, 1 << 20)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, MOMENT)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def save_timeless(book: Workbook, target: IO[bytes]) -> None:
    """Save `book` without the time of saving: `Workbook.save` would write it into the properties."""
    with TimelessZip(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).write_data()


def discard(book: Workbook) -> None:
    """Remove the temporary files of a streamed workbook that will not be saved."""
    for sheet in book.worksheets:
        writer = getattr(sheet, "_writer", None)
        if writer is not None:
            # ValueError: the writer was cleaned up before.
            with suppress(OSError, ValueError):
                writer.cleanup()
