"""What the search from every page finds, and for whom: the visible and the hidden stand together."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.core.calendar import today
from apps.core.restricted import MASKED_OUTSIDE, RESTRICTED
from apps.organisations.kinds import Kind, Role
from apps.plans.models import Indicator, Plan
from apps.plans.services import plan_load_csv
from apps.registers.registry import REGISTERS
from apps.registers.searching import searchable_by
from apps.search.selectors import Group
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.township import Township, organisation, person
from tests.registers.examples import example

VILLAGES = (("V11", "红石村党支部", "hong"), ("V12", "红石沟村党支部", "gou"))
SignIn = Callable[[str], Client]


def _red_stone() -> Township:
    township = cast.township()
    top = township["T01"]
    for code, name, username in VILLAGES:
        village = organisation(code, top, name=name)
        township.organisations[code] = village
        township.people[username] = person(username, Role.SECRETARY, village)
        User.objects.filter(username=username).update(name=f"红石{username}")
        activity_record(hosts=[village], by=None, date=today(), type=ActivityType.values[0], topic=f"红石学习 {code}")
        example("documents", village, title=f"红石文件 {code}")
        example("commitments", village, text=f"红石承诺 {code}")
    return township


RED_STONE = Kept(_red_stone)


@pytest.fixture
def township(db: None) -> Township:
    """Two villages with a secretary each, who have the same things: neither sees those of the other."""
    return RED_STONE.given()


@pytest.fixture
def red_stone(township: Township) -> Township:
    return township


def found(client: Client, words: str) -> dict[str, list[str]]:
    """By the list of a kind the titles that are shown."""
    answer = client.get("/search/", {"q": words})
    assert answer.status_code == 200
    groups: list[Group] = answer.context["groups"]
    return {group.address.partition("?")[0]: [hit.title for hit in group.hits] for group in groups}


def numbers(client: Client, words: str) -> dict[str, int]:
    groups: list[Group] = client.get("/search/", {"q": words}).context["groups"]
    return {group.address.partition("?")[0]: group.number for group in groups}


def test_part_of_a_name_its_first_letters_its_pinyin_and_a_code_find_it(red_stone: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    for words in ("红石", "hs", "hongshi", "ＨＳ", "HongShi", "⽯", "v11"):
        assert "红石村党支部" in found(staff, words)["/organisations/"], words


def test_each_kind_is_found_and_leads_to_the_record(red_stone: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    answer = staff.get("/search/", {"q": "红石"})
    groups: list[Group] = answer.context["groups"]
    lists = {group.address.partition("?")[0] for group in groups}
    assert {
        "/organisations/", "/accounts/", "/activities/", "/registers/documents/", "/registers/commitments/"
    } <= lists  # fmt: skip
    for group in groups:
        assert group.hits
        assert staff.get(group.hits[0].address).status_code == 200


def test_a_secretary_finds_the_own_things_and_nothing_of_the_neighbours(red_stone: Township, signed_in: SignIn) -> None:
    mine = found(signed_in("hong"), "红石")
    assert mine == {
        "/organisations/": ["红石村党支部"],
        "/activities/": ["红石学习 V11"],
        "/registers/documents/": ["红石文件 V11"],
        "/registers/commitments/": ["红石承诺 V11"],
    }
    assert found(signed_in("hong"), "gou") == {}
    everything = found(signed_in("staff"), "红石")
    assert {len(titles) for titles in everything.values()} == {2}


def test_people_are_found_by_those_alone_who_keep_accounts(red_stone: Township, signed_in: SignIn) -> None:
    User.objects.filter(username="hong").update(phone="13800001111")
    assert found(signed_in("admin"), "红石") == {"/accounts/": ["红石gou", "红石hong"]}
    assert "/accounts/" not in found(signed_in("leader"), "红石")
    assert found(signed_in("admin"), "13800001111") == {}


def test_single_people_of_the_registers_are_not_searched(red_stone: Township, signed_in: SignIn) -> None:
    """Their lists have a search of their own, which the log may tell of."""
    example("members", red_stone["V11"], name="红石生")
    assert "红石生" not in str(found(signed_in("staff"), "红石"))
    restricted = RESTRICTED.keys() | MASKED_OUTSIDE.keys()
    searched = searchable_by(red_stone.people["staff"])
    assert searched
    assert not {register.model._meta.label for register in searched} & restricted


def test_indicators_are_found_by_code_and_name_where_the_plan_may_be_read(
    red_stone: Township, signed_in: SignIn
) -> None:
    row = {
        "code": "PIO-03", "mechanism": "M096", "programme": "先锋领航工程", "name_zh": "示范村", "kind": "count",
        "nature": "flow", "comparator": ">=", "target": "20", "unit": "个", "applies_to": "village",
        "source": "measure", "numerator": "", "denominator": "", "due": "2012-12-31", "weight": "4",
    }  # fmt: skip
    plan_load_csv(organisation=red_stone["T01"], year=today().year, rows=[row], by=None)
    away = organisation("X01", kind=Kind.COMMITTEE, sector="")
    plan_load_csv(organisation=away, year=today().year, rows=[row], by=None)
    assert (Plan.objects.count(), Indicator.objects.count()) == (2, 2)
    for words in ("PIO-03", "示范", "sfc"):
        answer = signed_in("hong").get("/search/", {"q": words})
        (group,) = answer.context["groups"]
        assert (group.number, group.hits[0].title) == (1, "示范村")
        assert signed_in("hong").get(group.hits[0].address).status_code == 200
    page = signed_in("staff").get("/search/", {"q": "示范", "kind": "indicators"})
    assert [hit.code for hit in page.context["hits"]] == ["PIO-03"]


@pytest.mark.parametrize("words", ["hs", "红石", "V1"])
def test_the_number_beside_show_all_is_that_of_the_list(red_stone: Township, signed_in: SignIn, words: str) -> None:
    staff = signed_in("staff")
    groups: list[Group] = staff.get("/search/", {"q": words}).context["groups"]
    assert groups
    for group in groups:
        assert staff.get(group.address).context["page"].paginator.count == group.number


def test_withdrawn_records_are_not_found(red_stone: Township, signed_in: SignIn) -> None:
    register = REGISTERS["documents"]
    rows: Any = register.model._default_manager.filter(organisation__code="V11")
    rows.update(withdrawn_at="2012-01-01T00:00:00Z")
    assert found(signed_in("staff"), "红石文件")["/registers/documents/"] == ["红石文件 V12"]


@pytest.mark.parametrize("username", ["staff", "hong", "admin", "viewer", "contact"])
def test_a_search_costs_at_most_twelve_queries_however_much_it_finds(
    red_stone: Township, signed_in: SignIn, username: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        example("documents", red_stone["V11"], title=f"红石文件 {number}", date=date(2012, 1, 1 + number))
    client = signed_in(username)
    with django_assert_max_num_queries(12):
        client.get("/search/", {"q": "红石"})


def test_whatever_is_typed_is_answered(red_stone: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    for words in ("\\", "'; --", "[a-z]", "(", "*" * 500, "\x00", "字" * 3000, "an" * 100, "ｈ", "😀", "  "):
        assert staff.get("/search/", {"q": words}).status_code == 200, words


def test_what_stands_for_any_sign_elsewhere_is_a_sign_like_others(red_stone: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    assert [numbers(staff, sign) for sign in "%_"] == [{}, {}]


def test_whoever_may_see_nothing_has_no_field_and_no_page(red_stone: Township, signed_in: SignIn) -> None:
    assert b"search-top" in signed_in("hong").get("/").content
    assert b"search-top" not in signed_in("auditor").get("/").content
    assert signed_in("auditor").get("/search/").status_code == 403
