"""From an empty portal to a first filing that is due: an administrator, somebody in the office, and a secretary."""

import re
from base64 import b32decode
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command
from django_otp.oath import totp
from playwright.sync_api import expect

from apps.core.calendar import today
from apps.filings.months import Month
from apps.filings.services import filings_open_due
from tests.browser.visitor import Visitor
from tests.services.processes import Processes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

CHOSEN = {"admin1": "Qing-Xi-2026", "chenxy": "Bai-Guo-2027", "zhangwei": "Gui-Hua-2028"}
ORGANISATIONS = [["编码", "名称", "类型", "领域", "上级编码"], ["V01", "红石村党支部", "党支部", "村", "T01"]]
ACCOUNTS = [["用户名", "姓名", "角色", "组织编码"], ["zhangwei", "张伟", "书记", "V01"]]
STEPS = "/first-run/steps/"


@pytest.fixture
def portal(transactional_db: None, processes: Processes, collected: Path) -> str:
    """The address of a portal that has just been installed."""
    return processes.web(STATIC_ROOT=str(collected), SECRET_KEY=settings.SECRET_KEY)


@pytest.mark.parametrize("width", [1440, 360])
def test_a_township_begins_and_its_first_month_is_due(
    visit: Callable[..., Visitor], width: int, tmp_path: Path
) -> None:
    administrator = visit("first-run-administrator", width=width)
    begin(administrator, one_time_code())
    temporary = make_an_account_for_the_office(administrator)

    staff = visit("first-run-staff", width=width)
    take_over(staff, "chenxy", temporary)
    call_command("confirm_roles", "chenxy", verbosity=0)
    staff.go("/")
    staff.look("home")
    bring(staff, "organisations", ORGANISATIONS, tmp_path)
    bring(staff, "accounts", ACCOUNTS, tmp_path)
    sheet = give_passwords(staff, tmp_path)
    month = Month(today().year, today().month).previous
    make_the_plan(staff, month)
    filings_open_due(on=today())
    staff.go(STEPS)
    staff.look("all-done")
    expect(staff.page.locator(".set-up-mark.text-success")).to_have_count(7)

    secretary = visit("first-run-secretary", width=width)
    take_over(secretary, "zhangwei", sheet)
    secretary.look("home")
    expect(secretary.page.locator(f"main a[href='/filings/V01/{month.year}/{month.month}/']").first).to_be_visible()


def one_time_code() -> str:
    """What the server prints."""
    said = StringIO()
    call_command("setup_code", stdout=said)
    return str(re.search(r"(\w{4}-){3}\w{4}", said.getvalue(), re.ASCII)[0])  # type: ignore[index]


def send(visitor: Visitor, **fields: str) -> None:
    for name, value in fields.items():
        visitor.page.fill(f"[name={name}]", value)
    press(visitor)


def press(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.click("main form:has(input:not([type=hidden])) button[type=submit] >> nth=0")


def begin(administrator: Visitor, code: str) -> None:
    """The empty portal, a wrong code, the right one, the second factor, and what is missing."""
    administrator.go("/")
    expect(administrator.page).to_have_url(f"{administrator.portal}/first-run/")
    administrator.look("empty")
    fields = {"township_code": "T01", "township_name": "中共清溪镇委员会", "username": "admin1", "name": "李静"}
    passwords = {"password": CHOSEN["admin1"], "again": CHOSEN["admin1"]}
    send(administrator, code="AAAA-BBBB", **fields, **passwords)
    administrator.look("wrong-code")
    send(administrator, code=code, **fields, **passwords)
    key = "".join(administrator.page.locator(".second-factor-key").inner_text().split())
    send(administrator, code=f"{totp(b32decode(key)):06}")
    administrator.go(STEPS)
    administrator.look("steps")


def make_an_account_for_the_office(administrator: Visitor) -> str:
    """The password for the first sign-in."""
    with administrator.page.expect_navigation():
        administrator.page.click("main a[href='/accounts/new/'].btn-primary")
    for name, value in {"username": "chenxy", "name": "陈晓燕", "organisation": "T01"}.items():
        administrator.page.fill(f"[name={name}]", value)
    administrator.page.select_option("[name=role]", "staff")
    press(administrator)
    temporary = administrator.page.locator(".first-password").nth(1).inner_text()
    administrator.go("/")
    expect(administrator.page.get_by_text("manage.py confirm_roles chenxy")).to_be_visible()
    administrator.look("waits-for-a-second-person")
    return temporary


def take_over(person: Visitor, username: str, temporary: str) -> None:
    """Sign in with the password that was given, and choose one's own."""
    person.go("/")
    person.page.fill("input[name=username]", username)
    person.page.fill("input[name=password]", temporary)
    with person.page.expect_navigation():
        person.page.click("form:has(input[name=password]) button[type=submit]")
    chosen = CHOSEN[username]
    send(person, old_password=temporary, new_password1=chosen, new_password2=chosen)


def bring(staff: Visitor, register: str, rows: list[list[str]], folder: Path) -> None:
    """Follow the step to the import of a register, and send its workbook."""
    staff.go(STEPS)
    with staff.page.expect_navigation():
        staff.page.click(f"main a[href='/exchange/{register}/import/']")
    workbook = openpyxl.Workbook()
    page: Any = workbook.active
    for row in rows:
        page.append(row)
    workbook.save(folder / f"{register}.xlsx")
    staff.page.set_input_files("input[type=file]", folder / f"{register}.xlsx")
    press(staff)
    with staff.page.expect_navigation():
        staff.page.click("main form button[type=submit]")


def give_passwords(staff: Visitor, folder: Path) -> str:
    """The password of the one secretary, from the sheet."""
    staff.go(STEPS)
    staff.look("people-without-passwords")
    with staff.page.expect_navigation():
        staff.page.click("main a[href='/accounts/first-passwords/']")
    file = staff.download("main form button[type=submit]", folder / "passwords.xlsx")
    page: Any = openpyxl.load_workbook(BytesIO(file.read_bytes())).active
    row = next(row for row in page.iter_rows(values_only=True) if "zhangwei" in row)
    return str(row[3])


def make_the_plan(staff: Visitor, month: Month) -> None:
    staff.go(STEPS)
    with staff.page.expect_navigation():
        staff.page.click("main a[href='/first-run/plan/']")
    staff.page.check("[name=source][value=workbook]")
    expect(staff.page.get_by_role("link", name="2012")).to_be_visible()
    staff.look("plan-of-a-workbook")
    staff.page.check("[name=source][value=catalogue]")
    staff.page.fill("[name=year]", str(month.year))
    staff.page.select_option("[name=first_month]", str(month.month))
    staff.look("plan")
    press(staff)
    staff.look("plan-made")
