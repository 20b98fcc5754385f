"""Opening ZIP files that others have written."""

from typing import IO
from zipfile import BadZipFile, ZipFile


def archive_of(file: IO[bytes]) -> ZipFile:
    """What a ZIP file holds, nothing of it unpacked.  Raises `BadZipFile`, or what else Python says of a broken one.

    A member before the beginning of the file is one of these, too: looking for it would fail as if the disk did.
    """
    try:
        archive = ZipFile(file)
    except OSError as fault:  # some versions of Python look for a list before the beginning, too
        raise BadZipFile("a list before the beginning") from fault
    if any(member.header_offset < 0 for member in archive.infolist()):
        raise BadZipFile("a member before the beginning")
    return archive
