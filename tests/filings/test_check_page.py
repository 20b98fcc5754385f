"""The check page: what is said about odd figures is kept in the draft, whichever way one leaves it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from apps.filings.access import filing_for
from apps.filings.models import Filing
from apps.filings.states import FilingState
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, filled, line, opened, save, submitted

SignIn = Callable[[str], Client]
V01 = "/filings/V01/2012/10/"
CHECK = V01 + "check/"


@pytest.fixture
def odd(plan: Plan, township: Township) -> Filing:
    """October with a flow that is ten times September's."""
    submitted(opened(plan, township["V01"], SEPTEMBER), township.people["secretary01"])
    return filled(opened(plan, township["V01"]), township.people["clerk01"], F_FLOW=12000)


def said(odd: Filing, why: str = "one_off", words: str = "土地流转") -> dict[str, str]:
    pk = line(odd, "F-FLOW").pk
    return {"version": str(odd.version), "page": "p1", f"why{pk}": why, f"words{pk}": words}


LEAVING = {"back": V01, "keep": CHECK, "done": "/filings/", "": None}


@pytest.mark.parametrize("username", ["clerk01", "secretary01", "staff", "contact"])
def test_what_is_said_on_the_check_page_is_kept_however_one_leaves_it(
    odd: Filing, signed_in: SignIn, username: str
) -> None:
    client = signed_in(username)
    for go, leads in LEAVING.items():
        with transaction.atomic():
            if go:
                assert client.post(CHECK, said(odd) | {"go": go})["Location"] == leads
            else:
                assert client.post(CHECK, said(odd), headers={"HX-Request": "true"}).status_code == 200
            assert line(odd, "F-FLOW").note == "本月有一次性大额项目；土地流转", go
            assert Filing.objects.get(pk=odd.pk).state == FilingState.DRAFT, go
            transaction.set_rollback(True)


def test_what_is_said_on_the_check_page_stands_there_again(odd: Filing, signed_in: SignIn) -> None:
    signed_in("staff").post(CHECK, said(odd) | {"go": "keep"})
    page = signed_in("secretary01").get(CHECK).content.decode()
    assert '<option value="one_off" selected>' in page
    assert 'value="土地流转"' in page
    assert 'value="本月有一次性大额项目；土地流转"' in signed_in("clerk01").get(V01).content.decode()


def test_a_clerks_reason_is_there_when_the_secretary_submits(odd: Filing, signed_in: SignIn) -> None:
    signed_in("clerk01").post(CHECK, said(odd) | {"go": "done"})
    version = Filing.objects.get(pk=odd.pk).version
    village = signed_in("secretary01")
    pk = line(odd, "F-FLOW").pk
    answer = village.post(CHECK, {"version": version, f"why{pk}": "one_off", f"words{pk}": "土地流转"})
    assert answer["Location"] == V01 + "receipt/"
    assert line(odd, "F-FLOW").note == "本月有一次性大额项目；土地流转"


def test_changing_a_figure_leads_to_its_field_and_keeps_the_reason(odd: Filing, signed_in: SignIn) -> None:
    pk = line(odd, "F-STOCK").pk
    answer = signed_in("secretary01").post(CHECK, said(odd) | {"go": str(pk)})
    assert answer["Location"] == f"{V01}#id_n{pk}"
    assert line(odd, "F-FLOW").note == "本月有一次性大额项目；土地流转"


def test_no_answer_to_a_post_is_a_page(odd: Filing, signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    for go in ("submit", "back", "keep", "done", "1"):
        for words in ("", "土地流转", "长" * 151):
            with transaction.atomic():
                status = client.post(CHECK, said(odd, "", words) | {"go": go}).status_code
                assert (go, words, status) == (go, words, 302)
                transaction.set_rollback(True)


def test_what_was_said_survives_somebody_elses_save(odd: Filing, township: Township, signed_in: SignIn) -> None:
    save(Filing.objects.with_path().get(pk=odd.pk), township.people["clerk01"], page="other", F_STOCK=900)
    answer = signed_in("secretary01").post(CHECK, said(odd) | {"go": "submit"})
    assert answer["Location"] == CHECK
    odd.refresh_from_db()
    assert (odd.state, line(odd, "F-FLOW").note) == (FilingState.DRAFT, "本月有一次性大额项目；土地流转")
    assert line(odd, "F-STOCK").numerator == 900


def test_only_who_may_submit_submits_by_whatever_button(odd: Filing, signed_in: SignIn) -> None:
    for go in ("submit", None):
        assert signed_in("clerk01").post(CHECK, said(odd) | ({"go": go} if go else {})).status_code == 403
    assert Filing.objects.get(pk=odd.pk).state == FilingState.DRAFT


@pytest.mark.parametrize(("headers", "status"), [({"HX-Request": "true"}, 204), ({}, 302)])
def test_what_arrives_after_the_month_was_handed_in_changes_nothing(
    odd: Filing, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], status: int
) -> None:
    """The page keeps by itself what is typed: that may be under way while the button is pressed."""
    sent, client, fetched = said(odd) | {"go": "keep"}, signed_in("secretary01"), filing_for

    def handed_in_just_after(*asked: Any) -> Filing:
        found = fetched(*asked)
        Filing.objects.filter(pk=odd.pk).update(state=FilingState.SUBMITTED, first_submitted_on="2012-11-02")
        return found

    monkeypatch.setattr("apps.filings.views.submitting.filing_for", handed_in_just_after)
    assert client.post(CHECK, sent, headers=headers).status_code == status
    assert line(odd, "F-FLOW").note == ""
