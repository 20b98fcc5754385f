"""Temporary passwords for others: one by one, and on a sheet after an import."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.models import User
from apps.accounts.services import device_of
from apps.audit.models import Entry
from apps.workbooks.watermark import SIGN
from tests.administration.books import NEW, sheet_of, take_in
from tests.factories.township import Township

SignIn = Callable[[str], Client]
SHEET = "/accounts/first-passwords/"


def test_a_reset_shows_a_temporary_password_once_and_ends_every_session(township: Township, signed_in: SignIn) -> None:
    clerk, address = signed_in("clerk01"), "/accounts/people/clerk01/password/"
    staff = signed_in("staff")
    assert "clerk01" in staff.get(address).content.decode()
    assert User.objects.get(username="clerk01").check_password("a long enough password")
    page = staff.post(address)
    account = User.objects.get(username="clerk01")
    assert account.check_password(page.context["password"])
    assert account.must_change_password
    assert "no-store" in page["Cache-Control"]
    assert clerk.get("/").status_code == 302
    assert page.context["password"] not in str(list(Entry.objects.values_list("before", "after", "target")))


@pytest.mark.parametrize(
    ("who", "whose", "answer"),
    [
        ("staff", "admin", 403),
        ("staff", "auditor", 403),
        ("staff", "viewer", 403),
        ("staff", "staff", 403),
        ("admin", "admin", 403),
        ("secretary01", "clerk01", 403),
        ("staff", "nobody-there", 404),
    ],
)
@pytest.mark.parametrize("page", ["password/", "second-factor/", "unlock/"])
def test_nobody_resets_what_is_out_of_reach(
    township: Township, signed_in: SignIn, who: str, whose: str, answer: int, page: str
) -> None:
    before = list(User.objects.order_by("pk").values_list("password"))
    assert signed_in(who).post(f"/accounts/people/{whose}/{page}").status_code == answer
    assert list(User.objects.order_by("pk").values_list("password")) == before


def test_the_password_of_a_demonstration_account_stays_and_the_page_says_why(
    township: Township, signed_in: SignIn
) -> None:
    User.objects.filter(username="clerk01").update(is_demonstration=True)
    page = signed_in("staff").post("/accounts/people/clerk01/password/")
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert User.objects.get(username="clerk01").check_password("a long enough password")


def test_a_second_factor_is_taken_away_and_every_session_with_it(township: Township, signed_in: SignIn) -> None:
    clerk, address = signed_in("clerk01"), "/accounts/people/clerk01/"
    TOTPDevice.objects.create(user=township.people["clerk01"], confirmed=True)
    staff = signed_in("staff")
    assert staff.get(address).context["has_second_factor"]
    assert staff.get(address + "second-factor/").status_code == 200
    assert device_of(township.people["clerk01"])
    staff.post(address + "second-factor/")
    assert device_of(township.people["clerk01"]) is None
    assert clerk.get("/").status_code == 302


def test_a_lock_out_is_released(township: Township, signed_in: SignIn) -> None:
    wrong = {"username": "clerk01", "password": "wrong"}
    for _attempt in range(6):
        Client().post("/accounts/login/", wrong)
    right = {"username": "clerk01", "password": "a long enough password"}
    assert Client().post("/accounts/login/", right).status_code != 302
    signed_in("staff").post("/accounts/people/clerk01/unlock/")
    assert Client().post("/accounts/login/", right).status_code == 302
    assert Entry.objects.filter(action="account.lockout_released", target="clerk01").exists()


def test_after_an_import_each_gets_a_password_of_their_own_on_one_sheet(township: Township, signed_in: SignIn) -> None:
    staff = township.people["staff"]
    take_in(NEW, NEW | {"用户名": "lisi", "姓名": "李四"}, NEW | {"用户名": "wangwu", "姓名": "王五"}, by=staff)
    client = signed_in("staff")
    assert [account.username for account, chosen in client.get(SHEET).context["form"].rows if chosen] == [
        "lisi",
        "wangwu",
        "zhangsan",
    ]
    answer = client.post(SHEET, {"accounts": ["zhangsan", "lisi"]})
    assert "no-store" in answer["Cache-Control"]
    sheet = sheet_of(BytesIO(b"".join(answer)))
    headings, line, *rows = sheet.iter_rows(values_only=True)
    assert headings == ("用户名", "姓名", "角色与组织", "初始密码")
    assert str(line[0]).startswith(SIGN)
    assert {row[0] for row in rows} == {"zhangsan", "lisi"}
    for username, _name, roles, password in rows:
        account = User.objects.get(username=username)
        assert account.check_password(str(password))
        assert account.must_change_password
        assert "组织V01" in str(roles)
        assert str(password) not in str(list(Entry.objects.values_list("before", "after")))
    assert not User.objects.get(username="wangwu").has_usable_password()


def test_a_lost_sheet_is_made_again_until_the_person_has_signed_in(township: Township, signed_in: SignIn) -> None:
    take_in(NEW, by=township.people["staff"])
    client = signed_in("staff")
    client.post(SHEET, {"accounts": ["zhangsan"]})
    first = User.objects.get(username="zhangsan").password
    client.post(SHEET, {"accounts": ["zhangsan"]})
    second = User.objects.get(username="zhangsan")
    assert second.password != first
    User.objects.filter(username="zhangsan").update(last_login=second.created_at)
    assert "accounts" in client.post(SHEET, {"accounts": ["zhangsan"]}).context["form"].errors
    assert User.objects.get(username="zhangsan").password == second.password


@pytest.mark.parametrize("sent", [[], ["admin"], ["clerk01"], ["zhangsan", "leader"], ["nobody-there"]])
def test_the_sheet_takes_no_user_name_that_is_not_offered(
    township: Township, signed_in: SignIn, sent: list[str]
) -> None:
    take_in(NEW, by=township.people["staff"])
    before = list(User.objects.order_by("pk").values_list("password"))
    page = signed_in("staff").post(SHEET, {"accounts": sent})
    assert "accounts" in page.context["form"].errors
    assert list(User.objects.order_by("pk").values_list("password")) == before
