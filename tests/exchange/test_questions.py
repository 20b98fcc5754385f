"""An import that asks: the rows that look like second records, and the reason for closed months."""

from collections.abc import Callable
from datetime import date
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.activities.models import Activity
from tests.closing.cast import CLOSED_DAY, SERVICE, close
from tests.factories.activities import activity
from tests.factories.township import Township
from tests.workbooks.books import workbook

SignIn = Callable[[str], Client]
IMPORT = "/exchange/activities/import/"
HEADINGS = ["日期", "类型", "主办组织编码", "主题"]
ROWS = [["2012-08-03", "党课", "V01", "双传"], ["2012-08-04", "培训", "V01", "双传"]]


def uploaded(client: Client, *rows: list[Any]) -> str:
    file = SimpleUploadedFile("活动.xlsx", workbook(HEADINGS, *rows).getvalue())
    return str(client.post(IMPORT, {"file": file})["Location"])


def test_the_same_workbook_twice_asks_by_row_and_leaves_out_what_is_not_ticked(
    township: Township, signed_in: SignIn
) -> None:
    browser = signed_in("secretary01")
    browser.post(uploaded(browser, *ROWS))
    assert Activity.objects.count() == 2
    address = uploaded(browser, *ROWS, ["2012-08-05", "其他", "V01", "新的"])
    page = browser.get(address)
    assert [it["row"] for it in page.context["outcome"]["questions"]] == [2, 3]
    assert "2012-00001" in page.content.decode()
    assert browser.post(address).context["form"].errors.keys() == {"decision"}
    assert Activity.objects.count() == 2
    browser.post(address, {"decision": "each", "again": ["3"]})
    assert sorted(Activity.objects.values_list("date", flat=True)) == [
        date(2012, 8, 3),
        date(2012, 8, 4),
        date(2012, 8, 4),
        date(2012, 8, 5),
    ]
    outcome = browser.get(address).context["outcome"]
    assert (outcome["created"], outcome["skipped"]) == (2, 1)


def test_all_or_none_of_the_rows_can_be_chosen_at_once(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    browser.post(uploaded(browser, *ROWS))
    browser.post(uploaded(browser, *ROWS), {"decision": "skip"})
    assert Activity.objects.count() == 2
    browser.post(uploaded(browser, *ROWS), {"decision": "all"})
    assert Activity.objects.count() == 4


def test_a_row_that_nobody_was_asked_about_cannot_be_answered(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    browser.post(uploaded(browser, *ROWS))
    address = uploaded(browser, *ROWS)
    for again in ("9", "x", "1" * 30):
        page = browser.post(address, {"decision": "each", "again": [again]})
        assert page.context["form"].errors.keys() == {"again"}
    assert Activity.objects.count() == 2


def test_of_two_equal_workbooks_checked_before_either_was_imported_the_second_is_asked_about(
    township: Township, signed_in: SignIn
) -> None:
    browser = signed_in("secretary01")
    first, second = uploaded(browser, *ROWS), uploaded(browser, *ROWS)
    browser.post(first)
    page = browser.post(second, follow=True)
    assert Activity.objects.count() == 2
    assert page.context["outcome"]["question_count"] == 2


def test_a_closed_month_asks_staff_for_a_reason(township: Township, signed_in: SignIn) -> None:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        activity(township["V01"], date=CLOSED_DAY, **SERVICE)
        close(township)
    browser = signed_in("staff")
    address = uploaded(browser, ["2012-10-20", "党课", "V01", "补录"])
    assert "2012-10" in browser.get(address).content.decode()
    assert browser.post(address).context["form"].errors.keys() == {"reason"}
    assert Activity.objects.count() == 1
    browser.post(address, {"reason": "核对签到表"})
    assert Activity.objects.count() == 2


def test_rows_that_are_left_out_need_no_reason(township: Township, signed_in: SignIn) -> None:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        activity(township["V01"], date=CLOSED_DAY, **SERVICE)
        close(township)
    browser = signed_in("staff")
    address = uploaded(browser, ["2012-10-09", "志愿服务", "V01", "又一次"], ["2012-11-02", "培训", "V01", "新的"])
    assert browser.post(address, {"decision": "all"}).context["form"].errors.keys() == {"reason"}
    assert browser.post(address, {"decision": "skip"}).status_code == 302
    assert set(Activity.objects.values_list("topic", flat=True)) == {"清洁村道", "新的"}
