"""Where one is signed in, for how long, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from apps.accounts.devices import device_name, is_handheld
from apps.accounts.models import Session
from apps.accounts.services import account_create, sessions_end
from apps.accounts.tasks import forget_expired
from apps.jobs.models import Job
from tests.accounts.people import NEW_PASSWORD, PASSWORD, is_in, key_of, sign_in, wang

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 14; HUAWEI) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8"


def stolen(browser: Client) -> Client:
    """A browser with a copy of the other's cookies."""
    thief = Client()
    thief.cookies.update(browser.cookies)
    return thief


def later(minutes: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def test_the_page_lists_browsers_in_words_and_this_one_first() -> None:
    wang()
    sign_in(user_agent=PHONE, address="10.0.0.2")
    here = sign_in(user_agent=WINDOWS)
    first, second = here.get("/accounts/sessions/").context["sessions"]
    assert (first.is_this, first.session.device, first.session.address) == (True, "Chrome · Windows", "10.0.0.1")
    assert (second.is_this, second.session.device, second.session.address) == (False, "微信 · Android", "10.0.0.2")


def test_a_stolen_cookie_dies_with_sign_out_elsewhere() -> None:
    wang()
    here, there = sign_in(), sign_in()
    thief = stolen(there)
    assert is_in(thief)
    here.post("/accounts/sessions/")
    assert (is_in(here), is_in(there), is_in(thief)) == (True, False, False)


def test_one_session_is_ended_and_only_ones_own() -> None:
    wang()
    here, there = sign_in(), sign_in()
    reference = Session.objects.get(session_key=there.session.session_key).reference
    stranger = Client()
    stranger.force_login(account_create(username="li", name="李明", password=PASSWORD, by=None))
    stranger.post(f"/accounts/sessions/{reference}/end/")
    assert is_in(there)
    here.post(f"/accounts/sessions/{reference}/end/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_page_never_shows_the_key_of_a_session() -> None:
    wang()
    here, there = sign_in(), sign_in()
    page = here.get("/accounts/sessions/").content.decode()
    assert key_of(here) not in page
    assert key_of(there) not in page


def test_the_key_changes_at_the_sign_in() -> None:
    wang()
    browser = Client()
    browser.get("/accounts/login/")
    session = browser.session
    session["planted"] = True
    session.save()
    before = session.session_key or ""
    browser.cookies[settings.SESSION_COOKIE_NAME] = before
    browser.post("/accounts/login/", {"username": "wang", "password": PASSWORD})
    assert browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_form_from_before_the_sign_in_is_worth_nothing_after_it() -> None:
    wang()
    strict = Client(enforce_csrf_checks=True)
    mark = {"csrfmiddlewaretoken": str(strict.get("/accounts/login/").context["csrf_token"])}
    assert strict.post("/accounts/language/", {"language": "en", **mark}).status_code == 302
    assert strict.post("/accounts/login/", {"username": "wang", "password": PASSWORD, **mark}).status_code == 302
    assert strict.post("/accounts/language/", {"language": "en", **mark}).status_code == 403


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.cn"])
def test_nobody_is_led_to_another_site(elsewhere: str) -> None:
    wang()
    form = {"username": "wang", "password": PASSWORD, "next": elsewhere}
    browser = Client()
    assert browser.post("/accounts/login/", form)["Location"] == "/"
    change = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert browser.post("/accounts/password/", {**change, "next": elsewhere})["Location"] == "/"


def test_a_disabled_account_is_out_at_the_next_page() -> None:
    user = wang()
    browser = sign_in()
    user.is_active = False
    user.save()
    assert not is_in(browser)


def test_whoever_rests_too_long_is_signed_out_and_whoever_works_is_not() -> None:
    wang()
    idle, busy = sign_in(user_agent=WINDOWS), sign_in(user_agent=WINDOWS)
    with later(20):
        assert is_in(busy)
    with later(31):
        assert not is_in(idle)
        assert is_in(busy)


def test_a_phone_is_put_away_for_longer() -> None:
    wang()
    phone = sign_in(user_agent=PHONE)
    with later(120):
        assert is_in(phone)
    with later(120 + 241):
        assert not is_in(phone)


def test_the_last_page_is_written_down_once_a_minute() -> None:
    wang()
    browser = sign_in()
    before = Session.objects.get(session_key=browser.session.session_key).last_seen_at
    is_in(browser)
    assert Session.objects.get(session_key=browser.session.session_key).last_seen_at == before
    with later(2):
        is_in(browser)
        after = Session.objects.get(session_key=browser.session.session_key).last_seen_at
    assert before is not None
    assert after is not None
    assert after > before


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in_and_back() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/filings/V01/2026/10/?x=1"}
    answer = Client().get("/organisations/options/", headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/accounts/login/?next=/filings/V01/2026/10/%3Fx%3D1"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/organisations/V01/edit/?x=1", "/organisations/V01/edit/%3Fx%3D1"),
        ("https://evil.example/organisations/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_is_sent_too_late_leads_back_to_its_page(referer: str, back: str) -> None:
    answer = Client().post("/organisations/V01/move/", headers={"Referer": referer})
    assert answer["Location"] == f"/accounts/login/?next={back}"


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in() -> None:
    user = wang()
    job = Job.objects.create(task="exports", requested_by=user)
    browser = sign_in(user_agent=WINDOWS)
    for minutes in (10, 20, 29):
        with later(minutes):
            assert browser.get(f"/jobs/{job.pk}/progress/").status_code == 200
    with later(31):
        assert not is_in(browser)


def test_a_session_that_is_over_lets_nobody_in_while_it_is_still_in_the_database() -> None:
    wang()
    browser = sign_in()
    Session.objects.update(expire_date=timezone.now())
    assert Session.objects.exists()
    assert not is_in(browser)


def test_sessions_that_are_over_leave_the_database() -> None:
    wang()
    sign_in()
    forget_expired()
    assert Session.objects.count() == 1
    with later(12 * 60 + 1):
        forget_expired()
    assert not Session.objects.exists()


def test_ending_all_sessions_says_how_many() -> None:
    user = wang()
    sign_in()
    sign_in()
    assert sessions_end(user=user, by=None) == 2
    assert sessions_end(user=user, by=None) == 0


@pytest.mark.parametrize(
    ("agent", "name", "handheld"),
    [
        (WINDOWS, "Chrome · Windows", False),
        (WINDOWS + " Edg/142.0", "Edge · Windows", False),
        (PHONE, "微信 · Android", True),
        ("Mozilla/5.0 (iPhone; CPU OS 18_0) Version/18.0 Mobile Safari/604.1", "Safari · iPhone", True),
        ("curl/8", "", False),
    ],
)
def test_devices_are_named_as_their_owners_know_them(agent: str, name: str, handheld: bool) -> None:
    assert (device_name(agent), is_handheld(agent)) == (name, handheld)
