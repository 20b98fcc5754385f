"""Import: by key, all or nothing (contract.md, "Workbooks")."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.ooxml import Refused
from apps.workbooks.places import place_of
from apps.workbooks.reading import read_table
from apps.workbooks.register import Outcome, Register
from apps.workbooks.rows import table_of
from apps.workbooks.table import Answers, CellError, Table

NO_ANSWERS = Answers()


def import_workbook(
    *,
    register: Register[Any],
    file: IO[bytes],
    by: User | None,
    check_only: bool = False,
    answers: Answers = NO_ANSWERS,
) -> Outcome:
    """Read the workbook, check every row and, where nothing at all is wrong or left open, write it.

    With `check_only` nothing is written and the outcome says what an import would do.  A file that is refused as a
    whole is one error without sheet and cell.  Errors and questions come in the order of rows, then columns.
    """
    name = PurePath(getattr(file, "name", None) or "").name
    return _import(register, lambda: read_table(file, register.columns), name, by, check_only, answers)


def import_rows(
    *,
    register: Register[Any],
    rows: Sequence[Mapping[str, Any]],
    by: User,
    check_only: bool = False,
    answers: Answers = NO_ANSWERS,
) -> Outcome:
    """The same of rows that another program sends (`workbooks.rows`)."""
    return _import(register, lambda: table_of(rows, register.columns, register.sheet), "", by, check_only, answers)


def _import(
    register: Register[Any],
    read: Callable[[], Table],
    name: str,
    by: User | None,
    check_only: bool,
    answers: Answers,
) -> Outcome:
    try:
        table = read()
        table.answers = answers
        if check_only:
            return _carry_out(register, table, by, write=False)
        with transaction.atomic():
            outcome = _carry_out(register, table, by, write=True)
            if outcome.is_in_order:
                _record(register, name, outcome, answers, by)
            return outcome
    except Refused as refusal:
        return _refused(str(refusal))
    except IntegrityError:
        return _refused(_("Somebody changed the same records in the meantime. Nothing was imported: please try again."))


def _carry_out(register: Register[Any], table: Table, by: User | None, *, write: bool) -> Outcome:
    every = len(table.rows)
    table.rows = [row for row in table.rows if row.number not in table.answers.skipped]
    changes = register.check(table, by, lock=write)
    changes.reason = table.answers.reason.strip()
    if table.errors:
        return Outcome(errors=tuple(sorted(table.errors, key=place_of)))
    closed = {} if changes.reason else table.closed
    outcome = Outcome(
        len(changes.created),
        len(changes.updated),
        changes.unchanged,
        questions=tuple(sorted(table.questions, key=place_of)),
        closed=tuple(sorted(closed)),
        closed_rows=tuple(sorted(set().union(*closed.values()))),
        skipped=every - len(table.rows),
    )
    if write and outcome.is_in_order:
        register.write(changes, by)
    return outcome


def _record(register: Register[Any], name: str, outcome: Outcome, answers: Answers, by: User | None) -> None:
    after = {
        "file": name,
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        **({"reason": answers.reason.strip()} if answers.reason.strip() else {}),
    }
    record(Act("workbook.imported", register.name, after=after), by=by)


def _refused(message: str) -> Outcome:
    return Outcome(errors=(CellError("", "", "", "", message),))
