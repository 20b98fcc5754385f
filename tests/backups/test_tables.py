"""Rows as lines of JSON, and back: values that JSON does not know."""

import pytest

from apps.backups.tables import columns_of, lines_of, rows_written
from apps.district_forms.models import BlankFile, DistrictForm
from tests.factories.township import Township

pytestmark = pytest.mark.django_db


def test_the_bytes_of_a_stored_file_come_back_as_they_were(township: Township) -> None:
    content = bytes(range(256)) * 3
    form = DistrictForm.objects.create(organisation=township["T01"], name="统计表", kind="xlsx")
    BlankFile.objects.create(form=form, content=content)
    columns = columns_of(BlankFile)
    lines = list(lines_of(BlankFile, columns))
    BlankFile.objects.all().delete()
    rows_written(BlankFile, columns, lines, lambda: None)
    assert bytes(BlankFile.objects.get().content) == content
