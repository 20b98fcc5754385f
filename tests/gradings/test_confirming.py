"""The page on which classes are confirmed: the preview, the act, and what stands in its way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.gradings.models import Grading
from apps.gradings.rates import RateCode
from apps.gradings.selectors import rates_of
from apps.gradings.selectors.rates import rate_as_json
from apps.gradings.views import confirming
from tests.factories.township import Township, organisation
from tests.gradings.test_pages import CONFIRMED, DRAFT, classes

SignIn = Callable[[str], Client]
PAGE = "/gradings/confirm/"


@pytest.fixture
def drafts(township: Township) -> Township:
    """Drafts of V01 and V02, a confirmed V03-1, and V03-2 without a confirmed start class."""
    classes(township["V01"], **DRAFT)
    classes(township["V02"], start_class="backward", end_class="general", accepted=True)
    classes(township["V03-1"], **CONFIRMED)
    classes(township["V03-2"], start_confirmed=False)
    return township


def form_of(page: Any, **entered: str) -> dict[str, Any]:
    """What a browser would send: the ticks of the page and what a person enters."""
    batch = page.context["batch"]
    return {
        "asked": "1",
        "year": str(batch.year),
        "part": "start" if batch.start else "end",
        "organisation": batch.scope.organisation.code,
        "grading": [line.grading.pk for line in batch.lines],
        "seen": [line.seen.seal for line in batch.lines if line.ticked],
        "confirmed_on": "2012-11-15",
        "document_number": "镇委〔2012〕58号",
        **entered,
    }


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def rates_now(cast: Township, as_of: date) -> list[dict[str, Any]]:
    return [rate_as_json(rate) for rate in rates_of(cast["T01"], 2012, as_of).values()]


@pytest.mark.parametrize("day", ["2012-11-15", "2013-02-01"])
def test_the_preview_is_what_the_rates_are_after_confirming(drafts: Township, signed_in: SignIn, day: str) -> None:
    client = signed_in("leader")
    form = form_of(client.get(f"{PAGE}?year=2012"), confirmed_on=day)
    effect = client.post(f"{PAGE}effect/", form).context["effect"]
    before, after = zip(*effect.rates, strict=True)
    assert [rate_as_json(rate) for rate in before] == rates_now(drafts, effect.as_of)
    assert client.post(PAGE, form)["Location"] == "/gradings/classes/?year=2012"
    assert [rate_as_json(rate) for rate in after] == rates_now(drafts, effect.as_of)
    assert [rate.upgraded for rate in after] == [(), ("V01", "V03-1"), ("V02",)]
    assert effect.as_of == max(date(2012, 12, 31), date.fromisoformat(day))


def test_confirming_late_leaves_the_years_last_day_as_it_is_and_says_so(drafts: Township, signed_in: SignIn) -> None:
    client = signed_in("leader")
    was = rates_now(drafts, date(2012, 12, 31))
    form = form_of(client.get(f"{PAGE}?year=2012"), confirmed_on="2013-02-01")
    assert "card-footer" in client.post(f"{PAGE}effect/", form).content.decode()
    client.post(PAGE, form)
    assert rates_now(drafts, date(2012, 12, 31)) == was
    assert rates_now(drafts, date(2013, 2, 1)) != was


def test_only_what_is_ticked_is_previewed_and_confirmed(drafts: Township, signed_in: SignIn) -> None:
    client = signed_in("staff")
    page = client.get(f"{PAGE}?year=2012")
    first = page.context["batch"].lines[0]
    form = form_of(page) | {"seen": [first.seen.seal]}
    after = {rate.code: rate for _before, rate in client.post(f"{PAGE}effect/", form).context["effect"].rates}
    assert (after[RateCode.GENERAL_UPGRADE].upgraded, after[RateCode.BACKWARD_CONVERSION].upgraded) == (
        ("V01", "V03-1"),
        (),
    )
    client.post(PAGE, form | {"superior_decided_on": "2012-11-20"})
    one, other = (Grading.objects.get(organisation=drafts[code]) for code in ("V01", "V02"))
    assert (one.confirmed_on, one.document_number) == (date(2012, 11, 15), "镇委〔2012〕58号")
    assert one.superior_decided_on == date(2012, 11, 20)
    assert other.end_is_draft


def test_the_list_of_classes_leads_to_a_preview_of_its_ticks(drafts: Township, signed_in: SignIn) -> None:
    chosen = Grading.objects.get(organisation=drafts["V02"]).pk
    confirmed = Grading.objects.get(organisation=drafts["V03-1"]).pk
    page = signed_in("staff").get(f"{PAGE}?year=2012&grading={chosen}&grading={confirmed}&grading=x&part=end")
    assert [line.grading.pk for line in page.context["batch"].lines] == [chosen]


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"confirmed_on": ""}, "confirmed_on"),
        ({"confirmed_on": "2012-02-30"}, "confirmed_on"),
        ({"confirmed_on": "2027-01-01"}, "confirmed_on"),
        ({"document_number": "  "}, "document_number"),
        ({"document_number": "x" * 81}, "document_number"),
        ({"superior_decided_on": "soon"}, "superior_decided_on"),
    ],
)
@time_machine.travel(date(2026, 11, 24))
def test_what_is_wrong_stands_beside_the_field_and_the_rest_stays(
    drafts: Township, signed_in: SignIn, entered: dict[str, str], field: str
) -> None:
    client = signed_in("leader")
    page = client.get(f"{PAGE}?year=2012")
    form = form_of(page, **entered) | {"seen": [page.context["batch"].lines[1].seen.seal]}
    answer = client.post(PAGE, form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert [line.ticked for line in answer.context["batch"].lines] == [False, True]
    assert not Grading.objects.filter(document_number="镇委〔2012〕58号", organisation=drafts["V01"]).exists()


def test_confirming_nothing_is_told(drafts: Township, signed_in: SignIn) -> None:
    client = signed_in("leader")
    answer = client.post(PAGE, form_of(client.get(f"{PAGE}?year=2012")) | {"seen": []})
    assert (answer.status_code, len(told(answer))) == (200, 1)


@pytest.mark.parametrize("change", [{"end_class": "general"}, {"confirmed_on": date(2012, 11, 1)}])
def test_a_draft_that_changed_after_it_was_shown_stops_the_whole_batch(
    drafts: Township, signed_in: SignIn, change: dict[str, Any]
) -> None:
    client = signed_in("leader")
    form = form_of(client.get(f"{PAGE}?year=2012"))
    Grading.objects.filter(organisation=drafts["V01"]).update(**change)
    answer = client.post(PAGE, form)
    assert (answer.status_code, len(told(answer))) == (200, 1)
    assert Grading.objects.get(organisation=drafts["V02"]).end_is_draft
    ticked = {line.grading.organisation.code for line in answer.context["batch"].lines if line.ticked}
    assert ticked == {"V02"}


def test_start_classes_are_confirmed_the_same_way(drafts: Township, signed_in: SignIn) -> None:
    client = signed_in("leader")
    page = client.get(f"{PAGE}?year=2012&part=start")
    assert [line.grading.organisation.code for line in page.context["batch"].lines] == ["V03-2"]
    (_, before_after, _) = page.context["effect"].rates
    assert [rate.ratio.denominator for rate in before_after] == [2, 3]
    assert client.post(PAGE, form_of(page, confirmed_on="", document_number="")).status_code == 302
    assert Grading.objects.get(organisation=drafts["V03-2"]).start_confirmed
    assert rates_of(drafts["T01"], 2012)[RateCode.GENERAL_UPGRADE].ratio.denominator == 3


def test_nobody_confirms_outside_their_area(drafts: Township, signed_in: SignIn, client: Client) -> None:
    elsewhere = organisation("T02", kind="committee", sector="")
    foreign = classes(organisation("X01", elsewhere), **DRAFT)
    leader = signed_in("leader")
    assert leader.get(f"{PAGE}?year=2012&organisation=T02").status_code == 404
    page = leader.get(f"{PAGE}?year=2012&grading={foreign.pk}")
    assert page.context["batch"].lines == []
    form = form_of(leader.get(f"{PAGE}?year=2012"))
    seal = f"{foreign.pk}.advanced.0.None"
    answer = leader.post(PAGE, form | {"grading": [foreign.pk], "seen": [seal]})
    assert (answer.status_code, len(told(answer))) == (200, 1)
    foreign.refresh_from_db()
    assert foreign.end_is_draft


def test_a_smaller_scope_holds_only_its_own_drafts(drafts: Township, signed_in: SignIn) -> None:
    page = signed_in("leader").get(f"{PAGE}?year=2012&organisation=V02")
    assert [line.grading.organisation.code for line in page.context["batch"].lines] == ["V02"]
    assert [after.ratio.numerator for _before, after in page.context["effect"].rates] == [0, 0, 1]


@pytest.mark.parametrize("query", ["year=x", "year=99999", "part=x", "grading=9999999999999999999999", "organisation="])
def test_nonsense_in_the_address_is_no_failure(drafts: Township, signed_in: SignIn, query: str) -> None:
    assert signed_in("leader").get(f"{PAGE}?{query}").status_code == 200
    assert signed_in("leader").post(PAGE, dict([query.split("=", 1)])).status_code == 200


def test_a_batch_is_as_long_as_a_form_can_carry(
    drafts: Township, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "MAX_ROWS", 1)
    client = signed_in("leader")
    page = client.get(f"{PAGE}?year=2012")
    assert (len(page.context["batch"].lines), page.context["batch"].more) == (1, True)
    assert client.post(PAGE, form_of(page)).status_code == 302
    rest = client.get(f"{PAGE}?year=2012").context["batch"]
    assert ([line.grading.organisation.code for line in rest.lines], rest.more) == (["V02"], False)
