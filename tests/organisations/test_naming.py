"""Where there are too many organisations for a list, they are named: one by one, or all of a kind at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.activities.models import Activity
from apps.notices.models import Notice
from apps.organisations.models import Organisation
from apps.organisations.ticking import OrganisationsField
from tests.factories.township import Township

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
NEW = "/notices/new/"


@pytest.fixture(autouse=True)
def _too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.organisations.ticking.MAX_CHOICES", 2)


def to(**entered: Any) -> dict[str, Any]:
    return {"title": "通知", "text": "请报送", **entered}


def receivers() -> list[str]:
    return list(
        Notice.objects.latest("pk").receipts.order_by("organisation__code").values_list("organisation__code", flat=True)
    )


def test_what_is_typed_and_what_was_ticked_go_together(township: Township, signed_in: SignIn) -> None:
    page = signed_in("staff").get(NEW).content.decode()
    assert 'name="to-typed"' in page
    assert township["V01"].name not in page
    name = township["V02"].name
    signed_in("staff").post(NEW, to(**{"to": ["V01"], "to-typed": f"Ｖ０１，{name}；V03-1 什么支部"}))
    assert receivers() == ["V01", "V02", "V03-1"]


def test_all_of_a_kind_below_one_are_chosen_at_once(township: Township, signed_in: SignIn) -> None:
    signed_in("staff").post(NEW, to(**{"to-kind": "branch", "to-below": "V03"}))
    assert receivers() == sorted(Organisation.objects.filter(code__startswith="V03-").values_list("code", flat=True))
    signed_in("staff").post(NEW, to(to=["//V03", "V01", "branch/village/V03"]))
    assert receivers() == [
        "V01",
        "V03",
        *sorted(Organisation.objects.filter(code__startswith="V03-").values_list("code", flat=True)),
    ]


def test_what_is_not_understood_is_said_and_the_rest_stays_chosen(township: Township, signed_in: SignIn) -> None:
    Organisation.objects.filter(code__in=["V02", "V03-2"]).update(name="同名支部")
    entered = {"to": ["V01", "branch//V03"], "to-typed": "NIX、同名支部", "to-sector": "village", "to-below": "无"}
    answer = signed_in("staff").post(NEW, to(**entered))
    field = answer.context["form"]["to"]
    assert [error.partition("：")[2] for error in field.errors] == ["NIX、无", "同名支部"]
    assert [value for value, _words in field.named.chosen] == ["V01", "branch//V03"]
    assert field.named.entry == {"typed": "NIX、同名支部", "kind": "", "sector": "village", "below": "无"}
    assert not Notice.objects.exists()


def test_nobody_names_what_is_not_theirs(township: Township, signed_in: SignIn) -> None:
    secretary = signed_in("secretary03")
    for code in ("V02", "//T01", "branch//V02", "x" * 300, "a/b/c", "\0"):
        said = {"type": "branch_meeting", "date": "2012-03-01", "topic": "议事", "hosts": [code]}
        assert secretary.post("/activities/new/", said).context["form"].errors["hosts"]
    assert not Activity.objects.exists()


def test_as_many_questions_for_thirty_as_for_one(
    township: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    field = OrganisationsField()
    field.offer(Organisation.objects.order_by("code"))
    codes = list(Organisation.objects.values_list("code", flat=True)[:30])
    names = list(Organisation.objects.order_by("-code").values_list("name", flat=True)[:2])
    with django_assert_num_queries(4):
        field.clean([*codes, *names, *(f"//{code}" for code in codes)])
    with django_assert_num_queries(4):
        field.clean([codes[0], names[0], f"//{codes[0]}"])


def test_more_names_than_anybody_types_are_refused_and_stay_in_the_field(township: Township, signed_in: SignIn) -> None:
    typed = "、".join(["V01", *(f"N{number}" for number in range(260_000))])
    answer = signed_in("staff").post(NEW, to(**{"to-typed": typed}))
    assert answer.status_code == 200
    field = answer.context["form"]["to"]
    assert [len(field.errors), list(field.named.singles)] == [1, ["V01"]]
    assert field.named.entry["typed"].count("、") == 260_000 - 1
    assert not Notice.objects.exists()
