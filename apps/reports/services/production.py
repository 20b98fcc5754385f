"""Producing a year-end report: what the worker does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.jobs.services import Run
from apps.reports.files import draft, name_of, publish
from apps.reports.models import ReportPart, ReportState, YearEndReport
from apps.reports.sections import sections_for
from apps.reports.services.requests import act_on
from apps.reports.services.revising import correction_of
from apps.reports.snapshot import add_up, digest, take, take_part
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
    taken = _added_up(run, report) if run.job.parts else _taken(run, report)
    taken |= correction_of(report, taken)
    sha256 = digest(taken)
    with _stored(run) as part:
        _write(run, part, taken, sha256)
        _freeze(run, report, part, taken, sha256)


def report_part_produce(*, run: Run) -> None:
    """Take the snapshot of one township of a district's report and write its workbook: exactly once as well."""
    part = ReportPart.objects.select_related("report__organisation").get(job=run.job.pk)
    report = part.report
    taken = take_part(
        report.organisation,
        part.code,
        year=report.year,
        as_of=report.as_of,
        internal=report.internal,
        after_section=lambda done: run.progress(done * PER_SECTION, STEPS),
    )
    sha256 = digest(taken)
    with _stored(run) as file:
        _write(run, file, taken, sha256)
        with transaction.atomic():
            run.finish(part=part.code)
            part.snapshot, part.sha256, part.workbook.name = taken, sha256, name_of(run.job.pk)
            part.save(update_fields=["snapshot", "sha256", "workbook"])
            publish(file, name_of(run.job.pk))


def _taken(run: Run, report: YearEndReport) -> dict[str, Any]:
    return take(
        report.organisation,
        year=report.year,
        as_of=report.as_of,
        internal=report.internal,
        month=report.month,
        after_section=lambda done: run.progress(done * PER_SECTION, STEPS),
    )


def _added_up(run: Run, report: YearEndReport) -> dict[str, Any]:
    """From the parts, one after the other.  Raises `ValidationError` where one is missing."""
    parts = report.parts.order_by("code")
    if missing := list(parts.filter(sha256="").values_list("name", flat=True)):
        named = {"names": "、".join(missing)}
        raise ValidationError(_("These parts could not be produced: %(names)s. Ask again.") % named)
    total = parts.count()

    def stored() -> Iterator[dict[str, Any]]:
        codes = list(parts.values_list("code", flat=True))
        for done, code in enumerate(codes):
            run.progress(done * READING // total, STEPS)
            taken: dict[str, Any] = ReportPart.objects.get(report=report, code=code).snapshot or {}
            yield taken

    return add_up(report.organisation, stored(), year=report.year, as_of=report.as_of, internal=report.internal)


@contextmanager
def _stored(run: Run) -> Iterator[Path]:
    """A file to write into; a disk that takes none is told in a sentence."""
    try:
        with draft(run.job.pk, run.job.attempt) as part:
            yield part
    except OSError as fault:
        logger.exception("The workbook of job %s could not be stored", run.job.pk)
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
