"""The least that anybody could do: same stack, same data, same output, and nothing else."""

import json
from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.apps import apps
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from openpyxl import Workbook, load_workbook


def empty_page(request: HttpRequest) -> HttpResponse:
    """P1: the frame of every page, for a person who is signed in, and nothing in it."""
    return render(request, "base.html")


def hand_in(request: HttpRequest) -> HttpResponse:
    """P3: insert a filing with the figures that were posted, two audit entries and a step; nothing is checked."""
    posted = json.loads(request.POST["given"])
    model = apps.get_model("filings", "Filing")
    with transaction.atomic():
        filing = model.objects.create(**posted["filing"], submitted_by_id=request.user.pk, saved_at=timezone.now())
        line = apps.get_model("filings", "FilingLine")
        line.objects.bulk_create(
            line(filing=filing, indicator_id=indicator, numerator=int(request.POST[f"n{indicator}"]) * 100)
            for indicator in posted["indicators"]
        )
        apps.get_model("filings", "FilingStep").objects.create(filing=filing, step="submitted", by_id=request.user.pk)
        entry = apps.get_model("audit", "Entry")
        figures = {str(it): [request.POST[f"n{it}"], None, ""] for it in posted["indicators"]}
        entry.objects.bulk_create(
            entry(action=action, actor_id=request.user.pk, target=str(filing.pk), before=before, after=after)
            for action, before, after in (("filing.saved", figures, figures), ("filing.submitted", {}, {}))
        )
    return redirect("/")


def write_cells(file: IO[bytes], rows: Iterable[Sequence[Any]]) -> None:
    """P5: bare openpyxl in write-only mode with these cells, which are at hand already."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet()
    for row in rows:
        page.append(row)
    workbook.save(file)


def read_cells(file: IO[bytes]) -> list[tuple[Any, ...]]:
    """P6, first half: every cell by bare openpyxl in read-only mode."""
    workbook = load_workbook(file, read_only=True, data_only=True)
    return list(workbook.worksheets[0].iter_rows(values_only=True))


def import_cells(file: IO[bytes]) -> None:
    """P6: read every cell and write the records, a statement per thousand: no check, no word, no tree, no audit."""
    _headings, *rows = read_cells(file)
    model = apps.get_model("organisations", "Organisation")
    model.objects.bulk_create(
        [
            model(
                code=code,
                name=name,
                kind=kind,
                sector=sector,
                opened=opened.date(),
                closed=closed.date() if closed else None,
                closing=closing or "",
                approval_number=number,
                graded=graded == "是",
            )
            for code, name, kind, sector, _parent, opened, closed, closing, _into, number, graded in rows
        ],
        batch_size=1000,
    )
