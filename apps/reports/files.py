"""Where the issued workbooks are kept: below MEDIA_ROOT, named by their job, which nobody can guess.

A workbook is written beside its place and moved there in the transaction that freezes the report, so a name either
leads to a whole file or to none; what a lost attempt left behind goes with the next one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

FOLDER = "reports"


def name_of(job: UUID) -> str:
    """The name below MEDIA_ROOT of the workbook that a job makes, whatever the attempt."""
    return f"{FOLDER}/{job}.xlsx"


def signed_name_of(job: UUID) -> str:
    """The name below MEDIA_ROOT of the same workbook with its signature."""
    return f"{FOLDER}/{job}-signed.xlsx"


@contextmanager
def draft(job: UUID, attempt: int) -> Iterator[Path]:
    """A file to write the workbook into; gone afterwards unless it was published."""
    folder = Path(settings.MEDIA_ROOT, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{job}.*.part"):
        leftover.unlink(missing_ok=True)
    part = folder / f"{job}.{attempt}.part"
    part.touch(mode=settings.FILE_UPLOAD_PERMISSIONS or 0o600)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def publish(part: Path, name: str) -> None:
    """Move a finished draft to its place, `name` below MEDIA_ROOT, in one step and safe from a power cut."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(Path(settings.MEDIA_ROOT, name))


def discard(*jobs: UUID) -> None:
    """Remove what jobs that failed left behind."""
    for job in jobs:
        Path(settings.MEDIA_ROOT, name_of(job)).unlink(missing_ok=True)
