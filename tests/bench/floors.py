"""The least that anybody could do: same stack, same data, same output, and nothing else."""

import json
from collections.abc import Iterable, Mapping, Sequence
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


def enter(request: HttpRequest) -> HttpResponse:
    """P3, first request: insert the figures that were posted, and an audit entry; nothing is checked."""
    posted = json.loads(request.POST["given"])
    figures = {str(it): [request.POST[f"n{it}"], None, ""] for it in posted["indicators"]}
    line = apps.get_model("filings", "FilingLine")
    with transaction.atomic():
        line.objects.bulk_create(
            line(filing_id=posted["filing"], indicator_id=it, numerator=int(request.POST[f"n{it}"]) * 100)
            for it in posted["indicators"]
        )
        _audit(request, "filing.saved", posted["filing"], before=figures, after=figures)
    return redirect("/")


def hand_in(request: HttpRequest) -> HttpResponse:
    """P3, second request: mark the month as submitted, with a step of its timeline and an audit entry."""
    pk = int(request.POST["filing"])
    with transaction.atomic():
        filings = apps.get_model("filings", "Filing").objects.filter(pk=pk)
        filings.update(
            state="submitted", submitted_by_id=request.user.pk, first_submitted_on=timezone.localdate(), version=3
        )
        apps.get_model("filings", "FilingStep").objects.create(filing_id=pk, step="submitted", by_id=request.user.pk)
        _audit(request, "filing.submitted", pk)
    return redirect("/")


def _audit(request: HttpRequest, action: str, target: int, **changes: Any) -> None:
    entry = apps.get_model("audit", "Entry")
    facts = {"action": action, "actor_id": request.user.pk, "target": str(target), "seal": "0" * 64}
    entry.objects.create(at=timezone.now(), **facts, **changes)


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
                setting=setting,
                founding_number=founding,
            )
            for code, name, kind, sector, _, _, opened, closed, closing, _, _, number, graded, setting, founding in rows
        ],
        batch_size=1000,
    )


def import_members(file: IO[bytes], words: Sequence[Mapping[str, Any]]) -> None:
    """P6: read every cell and write members and where they belong; `words` are those of the columns behind the name."""
    _headings, *rows = read_cells(file)
    organisations = dict(apps.get_model("organisations", "Organisation").objects.values_list("code", "pk"))
    member, membership = (apps.get_model("members", name) for name in ("Member", "Membership"))
    fields = ("sex", "ethnic_group", "education", "born", "standing", "joined_on", "full_on", "post")

    def record(code: str, name: str, place: str, _name: str, *cells: Any) -> Any:
        made = member(code=code, name=name, organisation_id=organisations[place])
        for field, known, cell in zip(fields, words, cells, strict=False):
            if cell is not None:
                setattr(made, field, known.get(cell, cell))
        return made

    people = member.objects.bulk_create([record(*row) for row in rows], batch_size=1000)
    belong = [membership(member=it, organisation_id=it.organisation_id, start=it.joined_on) for it in people]
    membership.objects.bulk_create(belong, batch_size=1000)


def import_records(file: IO[bytes], model: Any, fields: Sequence[str], words: Mapping[str, Mapping[str, Any]]) -> None:
    """P6: read every cell and write the records of a register, as above; `words` are those of its columns."""
    _headings, *rows = read_cells(file)
    organisations = dict(apps.get_model("organisations", "Organisation").objects.values_list("code", "pk"))

    def record(code: str, _name: str, *cells: Any) -> Any:
        made = model(organisation_id=organisations[code])
        for name, cell in zip(fields, cells, strict=False):  # a row ends with its last cell
            if cell is not None:
                setattr(made, name, words[name][cell] if name in words else cell)
        return made

    model.objects.bulk_create([record(*row) for row in rows], batch_size=1000)


def insert_activities(body: str) -> None:
    """P6: what a program sent, read and written with its hosts: no check, no number that is free, no audit."""
    rows = json.loads(body)
    organisations = dict(apps.get_model("organisations", "Organisation").objects.values_list("code", "pk"))
    activity, host = apps.get_model("activities", "Activity"), apps.get_model("activities", "Host")
    fields = ("date", "type", "topic", "present")
    made = [activity(number=f"F-{at}", **{name: row[name] for name in fields}) for at, row in enumerate(rows)]
    activity.objects.bulk_create(made, batch_size=1000)
    hosts = [host(activity=it, organisation_id=organisations[row["hosts"]]) for it, row in zip(made, rows, strict=True)]
    host.objects.bulk_create(hosts, batch_size=1000)
