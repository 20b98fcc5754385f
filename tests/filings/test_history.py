"""Every figure of a month knows who changed it when, and a month that comes back says what changed."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.test import Client

from apps.filings.models import Filing
from apps.filings.selectors.history import before_return, history_of
from apps.filings.services import as_seen, filing_return, filing_submit
from tests.factories.township import Township
from tests.filings.cast import filled, line, save

SignIn = Callable[[str], Client]
V01 = "/filings/V01/2012/10/"


def before() -> dict[int, dict[str, str]]:
    return before_return(Filing.objects.with_return().select_related("organisation"))


def test_who_changed_what_from_what_to_what(filing: Filing, township: Township) -> None:
    clerk, secretary = township.people["clerk01"], township.people["secretary01"]
    with time_machine.travel("2012-11-03 09:00+08:00") as clock:
        filing = save(filing, clerk, F_FLOW=100)
        clock.shift(timedelta(seconds=5))
        filing = save(filing, clerk, F_FLOW=1000)
        clock.shift(timedelta(minutes=1))
        filing = save(filing, secretary, F_FLOW=1250, F_RATE=(300, 400))
        clock.shift(timedelta(hours=2))
        save(filing, secretary, F_FLOW=1300)
    found = [(it.by, it.code, it.was_shown, it.now_shown) for it in history_of(filing)]
    assert sorted(found, key=lambda it: it[1:]) == [
        (clerk.name, "F-FLOW", "", "10"),
        (secretary.name, "F-FLOW", "10", "12.5"),
        (secretary.name, "F-FLOW", "12.5", "13"),
        (secretary.name, "F-RATE", "", "3 / 4"),
    ]


def test_what_is_changed_and_changed_back_at_once_is_no_change(filing: Filing, township: Township) -> None:
    clerk = township.people["clerk01"]
    save(save(save(filing, clerk, F_FLOW=100), clerk, F_FLOW=None), clerk)
    assert history_of(filing) == []


def test_a_month_that_comes_back_says_what_stood_there_before(
    filing: Filing, township: Township, signed_in: SignIn
) -> None:
    secretary, staff = township.people["secretary01"], township.people["staff"]
    done = filing_submit(seen=as_seen(filled(filing, secretary)), by=secretary)
    assert before() == {}
    with time_machine.travel("2012-11-03 10:00+08:00"):
        reasons = {line(filing, "F-FLOW").pk: "与台账不符"}
        back = filing_return(seen=as_seen(done), reason="", line_reasons=reasons, by=staff)
    with time_machine.travel("2012-11-03 11:00+08:00"):
        again = save(back, secretary, F_FLOW=900, F_STOCK=800)
        again = filing_submit(seen=as_seen(again), by=secretary)
    assert before() == {again.pk: {"F-FLOW": "12"}}
    for page in ("/filings/review/", V01 + "record/"):
        assert signed_in("staff").get(page).content.decode().count("原为12") == 1
    page = signed_in("secretary01").get(V01 + "history/").content.decode()
    assert page.count("村集体经济收入") == 2


def test_before_anything_is_entered_the_page_says_so(filing: Filing, signed_in: SignIn) -> None:
    assert "尚未修改过数字" in signed_in("clerk01").get(V01 + "history/").content.decode()
