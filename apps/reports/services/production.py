"""Producing a year-end report: what the worker does."""

import logging
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.jobs.services import Run
from apps.reports.files import draft, name_of, publish
from apps.reports.models import ReportState, YearEndReport
from apps.reports.sections import sections_for
from apps.reports.services.requests import act_on
from apps.reports.services.revising import correction_of
from apps.reports.snapshot import digest, take
from apps.reports.workbook import write_workbook

logger = logging.getLogger(__name__)

#: Steps of the progress bar for reading, for each section, and for writing the workbook.
PER_SECTION, WRITING = 5, 60
READING = PER_SECTION * len(sections_for(internal=True))
STEPS = READING + WRITING + 1


def report_produce(*, run: Run) -> None:
    """Take the snapshot, write the workbook, freeze the report: exactly once, however often a worker is lost.

    Until the last transaction nothing is visible but the progress.  There the job is finished first: an attempt that
    lost its lease ends there without having touched anything.
    """
    reports = YearEndReport.objects.select_related("organisation", "requested_by", "revises")
    report = reports.get(pk=run.arguments["report"])
    taken = take(
        report.organisation,
        year=report.year,
        as_of=report.as_of,
        internal=report.internal,
        after_section=lambda done: run.progress(done * PER_SECTION, STEPS),
    )
    taken |= correction_of(report, taken)
    sha256 = digest(taken)
    try:
        with draft(run.job.pk, run.job.attempt) as part:
            _write(run, part, taken, sha256)
            _freeze(run, report, part, taken, sha256)
    except OSError as fault:
        logger.exception("The workbook of report %s could not be stored", report.pk)
        raise ValidationError(_("The workbook could not be stored. Is the disk full?")) from fault


def _write(run: Run, part: Path, taken: dict[str, Any], sha256: str) -> None:
    def beat(done: int, sheets: int) -> None:
        run.progress(READING + WRITING * done // sheets, STEPS)

    with part.open("wb") as target:
        write_workbook(taken, target, sha256=sha256, beat=beat)


@transaction.atomic
def _freeze(run: Run, report: YearEndReport, part: Path, taken: dict[str, Any], sha256: str) -> None:
    run.finish(report=report.pk)
    waiting = YearEndReport.objects.filter(pk=report.pk, state=ReportState.REQUESTED, job=run.job.pk)
    workbook = name_of(run.job.pk)
    if not waiting.update(state=ReportState.FROZEN, snapshot=taken, sha256=sha256, workbook=workbook):
        raise ValidationError(_("The report was produced by another job."))
    publish(part, workbook)
    record(act_on(report, "report.frozen", sha256=sha256), by=None)
