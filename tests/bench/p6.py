"""P6: import of a workbook of 10,000 organisations with all checks, places in the tree and the audit log.

And of 10,000 honours and of 10,000 members, as their registers declare them.  All sides in one process, which looks for
rubbish as seldom as those of the portal in which imports run.
"""

import gc
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from django.apps import apps
from import_export import resources
from import_export.formats.base_formats import XLSX

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.activities.workbook import ActivitiesRegister
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_create, role_grant
from apps.organisations.workbook import OrganisationsRegister
from apps.workbooks.columns import WordColumn
from apps.workbooks.importing import import_rows, import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.table import Answers
from apps.workbooks.writing import write_workbook
from config.collecting import SELDOM, TIDILY, spare_what_stays
from tests.bench import honours, members
from tests.bench.floors import import_cells, import_members, import_records, insert_activities
from tests.bench.measure import Measure, rolled_back, times_faster, times_floor

ROWS, BULK = 10_000, 5000
TOP = "P6"


def measures() -> Iterator[Measure]:
    """Everything that an act writes is rolled back."""
    spare_what_stays(TIDILY)
    organisation_create(code=TOP, name="清溪镇党委", kind=Kind.COMMITTEE, sector="", parent=None, by=None)
    file = workbook()
    ours = rolled_back(lambda: imported(file))
    what = "import of 10,000 new organisations, against bare openpyxl and one bulk_create"
    yield times_floor("P6", what, ours, rolled_back(lambda: import_cells(file)), 2)
    yield times_faster("P6", "the same, against django-import-export", ours, rolled_back(lambda: rival(file)), 2.5)

    yield _register()
    yield _roll()
    gc.set_threshold(*SELDOM)
    yield _rows()


def _rows() -> Measure:
    """Activities as another program sends them; no workbook is read on either side, so the log's entries weigh more."""
    top, *villages = honours.township("P6R")
    staff = _staff("p6-rows", top)
    codes = [village.code for village in villages]
    body = json.dumps([_activity(number, codes[number % len(codes)]) for number in range(BULK)], ensure_ascii=False)

    def ours() -> None:
        outcome = import_rows(
            register=ActivitiesRegister(), rows=json.loads(body), by=staff, answers=Answers(again=None)
        )
        if outcome != Outcome(created=BULK):
            raise RuntimeError(str(outcome)[:500])

    floor = rolled_back(lambda: insert_activities(body))
    what = "5,000 new activities in JSON, against json.loads and a bulk_create of them and of their hosts"
    return times_floor("P6", what, rolled_back(ours), floor, 2.5)


def _activity(number: int, host: str) -> dict[str, object]:
    day = date(2012, 1 + number % 12, 1 + number % 28)
    return {
        "date": day.isoformat(),
        "type": "visit",
        "topic": f"走访第{number}户",
        "hosts": host,
        "present": number % 50,
    }


def _staff(username: str, top: Organisation) -> User:
    staff = account_create(username=username, name=username, password="not signed in with", by=None)
    role_grant(user=staff, role=Role.STAFF, organisation=top, start=date(2000, 1, 1), by=None)
    return staff


def _roll() -> Measure:
    """Members, with where each of them belongs."""
    top, *villages = honours.township("P6M")
    staff = _staff("p6-roll", top)
    register, file = members.register(), BytesIO()
    write_workbook(file, register.sheet, members.columns(), members.rows("P6M", villages, ROWS))
    words = [column.words if isinstance(column, WordColumn) else {} for column in register.columns[4:]]

    def ours() -> None:
        outcome = import_workbook(register=register, file=file, by=staff)
        if outcome != Outcome(created=ROWS):
            raise RuntimeError(str(outcome)[:500])

    floor = rolled_back(lambda: import_members(file, words))
    what = "import of 10,000 new members, against bare openpyxl and a bulk_create of them and of where they belong"
    return times_floor("P6", what, rolled_back(ours), floor, 2)


def _register() -> Measure:
    """By the township's staff, whose area and closed months are asked for too."""
    top, *villages = honours.township("P6H")
    staff = _staff("p6-staff", top)
    register, file = honours.register(), BytesIO()
    write_workbook(file, register.sheet, register.columns, honours.rows(villages, ROWS))
    words = {column.key: column.words for column in register.columns if isinstance(column, WordColumn)}
    fields = [column.key for column in register.columns[2:]]

    def ours() -> None:
        outcome = import_workbook(register=register, file=file, by=staff)
        if outcome != Outcome(created=ROWS):
            raise RuntimeError(str(outcome)[:500])

    floor = rolled_back(lambda: import_records(file, register.model, fields, words))
    what = "import of 10,000 new honours, against bare openpyxl and one bulk_create"
    return times_floor("P6", what, rolled_back(ours), floor, 2)


def workbook() -> BytesIO:
    """10,000 rows with all the columns of the register: general branches with nine branches each."""
    file = BytesIO()
    write_workbook(file, "组织", OrganisationsRegister.columns, (record(number) for number in range(ROWS)))
    return file


def record(number: int) -> tuple[object, ...]:
    general = number % 10 == 0
    return (
        f"P6-{number:05}",
        f"清溪镇第{number}村党支部委员会",
        Kind.GENERAL_BRANCH if general else Kind.BRANCH,
        "village",
        TOP if general else f"P6-{number // 10 * 10:05}",
        "清溪镇党委" if general else f"清溪镇第{number // 10 * 10}村党支部委员会",
        date(1950 + number % 60, 1 + number % 12, 1 + number % 28),
        date(2012, 3, 20) if number % 20 == 1 else None,
        "dissolved" if number % 20 == 1 else None,
        None,
        None,
        f"清委〔2012〕{number}号",
        True,
        "area",
        f"清委〔2011〕{number}号",
    )


def imported(file: BytesIO) -> None:
    outcome = import_workbook(register=OrganisationsRegister(), file=file, by=None)
    if outcome != Outcome(created=ROWS):
        raise RuntimeError(str(outcome)[:500])


def rival(file: BytesIO) -> None:
    """A plain resource: reading, comparing and writing row by row; it knows no words, no tree and no audit log."""
    model = apps.get_model("organisations", "Organisation")
    names = (
        "code",
        "name",
        "kind",
        "sector",
        "parent",
        "parent_name",
        "opened",
        "closed",
        "closing",
        "into",
        "into_name",
        "approval_number",
        "graded",
        "setting",
        "founding_number",
    )
    taken = tuple(name for name in names if name not in ("parent", "parent_name", "into", "into_name"))
    resource = resources.modelresource_factory(model, meta_options={"fields": taken, "import_id_fields": ("code",)})()
    dataset = XLSX().create_dataset(file.getvalue())
    dataset.headers = list(names)
    result = resource.import_data(dataset, dry_run=False, raise_errors=True)
    if result.totals["new"] != ROWS:
        raise RuntimeError(str(result.totals))
