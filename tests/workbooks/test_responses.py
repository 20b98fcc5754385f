from io import BytesIO

import openpyxl

from apps.audit.models import Entry
from apps.workbooks.columns import Column
from apps.workbooks.responses import workbook_response
from tests.factories.township import Township


def test_a_download_has_a_chinese_file_name_and_is_audited(township: Township) -> None:
    staff = township.people["staff"]
    response = workbook_response(
        "组织.xlsx", "组织", [Column("名称", "name")], iter([("甲",), ("乙",)]), by=staff, filters={"q": "V01"}
    )
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E7%BB%84%E7%BB%87.xlsx"
    page = openpyxl.load_workbook(BytesIO(b"".join(response))).worksheets[0]
    assert [cell.value for cell in page["A"]] == ["名称", "甲", "乙"]
    entry = Entry.objects.get(action="workbook.exported")
    assert (entry.actor, entry.target, entry.after) == (staff, "组织.xlsx", {"rows": 2, "filters": {"q": "V01"}})
