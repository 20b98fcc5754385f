"""A register of one model that belongs to no organisation, here of the hours of activities."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, ClassVar

import openpyxl

from apps.activities.models import Activity
from apps.audit.models import Entry
from apps.workbooks.columns import CodeColumn, Column
from apps.workbooks.importing import import_workbook
from apps.workbooks.keyed_register import KeyedRegister
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.activities import activity
from tests.factories.township import Township
from tests.workbooks.books import workbook


class HoursRegister(KeyedRegister[Activity]):
    name = "hours"
    title = "Hours"
    sheet = "时长"
    action = view_action = "activity.record"
    model = Activity
    imported = "hours.imported"
    columns: ClassVar[Sequence[Column]] = (
        CodeColumn("编号", "number", required=True, is_key=True),
        NumberColumn("时长", "hours"),
    )

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        return self.rows_of(Activity.objects.all())


def test_a_number_with_decimals_is_stored_in_hundredths_and_written_as_it_was(township: Township) -> None:
    it = activity(township["V01"])
    file = workbook(["编号", "时长"], [it.number, "1.5"])
    assert import_workbook(register=HoursRegister(), file=file, by=None) == Outcome(updated=1)
    it.refresh_from_db()
    assert it.hours == 150
    written = BytesIO()
    write_workbook(written, "时长", HoursRegister.columns, HoursRegister().rows([], None))
    rows = openpyxl.load_workbook(written).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [*rows] == [(it.number, 1.5)]
    assert Entry.objects.get(action="hours.imported").after == {"hours": 150}


def test_a_blank_number_is_nothing_and_not_zero(township: Township) -> None:
    it = activity(township["V01"])
    Activity.objects.filter(pk=it.pk).update(hours=150)
    file = workbook(["编号", "时长"], [it.number, None])
    assert import_workbook(register=HoursRegister(), file=file, by=None) == Outcome(updated=1)
    it.refresh_from_db()
    assert it.hours is None
    assert [*HoursRegister().rows([], None)] == [(it.number, None)]
