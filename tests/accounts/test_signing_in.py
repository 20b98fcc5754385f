from collections.abc import Callable

from django.test import Client

from apps.audit.models import Entry
from tests.factories.township import PASSWORD, Township


def test_a_person_signs_in_and_comes_back_to_the_page_they_wanted(township: Township, client: Client) -> None:
    wanted = client.get("/organisations/?q=V01")
    assert wanted["Location"] == "/accounts/login/?next=/organisations/%3Fq%3DV01"
    signed_in = client.post(wanted["Location"], {"username": "staff", "password": PASSWORD})
    assert signed_in["Location"] == "/organisations/?q=V01"
    assert Entry.objects.filter(action="account.signed_in", actor__username="staff").count() == 1


def test_a_wrong_password_gets_a_sentence_and_no_hint_whether_the_account_exists(
    township: Township, client: Client
) -> None:
    known = client.post("/accounts/login/", {"username": "staff", "password": "wrong"})
    unknown = client.post("/accounts/login/", {"username": "nobody", "password": "wrong"})
    said = [page.context["form"].non_field_errors() for page in (known, unknown)]
    assert len(said[0]) == 1
    assert said[0] == said[1]


def test_pages_open_in_chinese_whatever_the_browser_asks_for(client: Client, db: None) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert page["Content-Language"] == "zh-hans"


def test_the_chosen_language_stays_with_the_person(signed_in: Callable[[str], Client]) -> None:
    signed_in("staff").post("/accounts/language/", {"language": "en", "next": "/"})
    assert signed_in("staff").get("/")["Content-Language"] == "en"
    assert signed_in("leader").get("/")["Content-Language"] == "zh-hans"


def test_changing_the_language_never_leads_to_another_site(client: Client, db: None) -> None:
    response = client.post("/accounts/language/", {"language": "en", "next": "https://example.org/"})
    assert response["Location"] == "/"
