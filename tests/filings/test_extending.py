"""More time: how far it reaches, what it never does to the rates, and what is said where nothing was due."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.core.ratio import Ratio
from apps.filings.models import Filing
from apps.filings.selectors.grid import discipline_of, extended_of, grid_of, late_of, waiting_in
from apps.filings.services import as_seen, filing_extend, filing_submit
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import OCTOBER, approved, filled, opened, submitted

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("until", "granted"),
    [
        (date(2012, 11, 5), False),
        (date(2012, 11, 4), False),
        (date(2012, 11, 6), True),
        (date(2012, 11, 30), True),
        (date(2012, 12, 1), False),
        (date(2062, 11, 30), False),
        (date(9999, 12, 31), False),
    ],
)
def test_an_extension_reaches_at_most_to_the_end_of_the_following_month(
    filing: Filing, signed_in: SignIn, until: date, granted: bool
) -> None:
    data = {"version": filing.version, "reason": "洪灾", "until": until.isoformat()}
    answer = signed_in("staff").post("/filings/V01/2012/10/extend/", data)
    filing.refresh_from_db()
    assert filing.extended_to == (until if granted else None)
    assert answer.status_code == (302 if granted else 200)
    assert ("2012-11-30" in answer.content.decode()) is not granted


def test_decembers_extension_ends_in_january(plan: Plan, township: Township) -> None:
    with time_machine.travel("2013-01-03 09:00+08:00"):
        december = opened(plan, township["V01"], OCTOBER.next.next)
        staff = township.people["staff"]
        with pytest.raises(ValidationError):
            filing_extend(seen=as_seen(december), until=date(2013, 2, 1), reason="雪灾", by=staff)
        assert filing_extend(seen=as_seen(december), until=date(2013, 1, 31), reason="雪灾", by=staff).is_extended


def test_an_approved_month_is_given_no_more_time(filing: Filing, township: Township, signed_in: SignIn) -> None:
    (done,) = approved([submitted(filing, township.people["secretary01"])], township.people["staff"])
    done = Filing.objects.get(pk=done.pk)
    with pytest.raises(ValidationError):
        filing_extend(seen=as_seen(done), until=date(2012, 11, 20), reason="洪灾", by=township.people["staff"])
    assert "/extend/" not in signed_in("staff").get("/filings/V01/2012/10/record/").content.decode()


def test_who_was_given_more_time_stays_due_and_in_sight(filing: Filing, township: Township, signed_in: SignIn) -> None:
    filing_extend(seen=as_seen(filing), until=date(2012, 11, 20), reason="洪灾", by=township.people["staff"])
    everything, on = Filing.objects.all(), date(2012, 11, 10)
    assert discipline_of(township["T01"], 2012, on).due == everything.count()
    assert [it.organisation.code for it in extended_of(everything, on)] == ["V01"]
    assert "V01" not in [it.organisation.code for it in late_of(everything, on)]
    with time_machine.travel("2012-11-10 09:00+08:00"):
        page = signed_in("staff").get("/filings/").content.decode()
        assert "2012-11-20" in page.partition('id="extended-title"')[2].partition("</section>")[0]
        filing.refresh_from_db()
        filing = Filing.objects.with_path().get(pk=filing.pk)
        late = filled(filing, township.people["secretary01"])
        filing_submit(seen=as_seen(late), by=township.people["secretary01"])
    assert discipline_of(township["T01"], 2012, on).on_time == Ratio(1, everything.count())
    (row,) = [row for row in grid_of(everything, 2012, on) if row.organisation == township["V01"]]
    assert [cell.extended for cell in row.cells if cell.standing and cell.standing.sign] == [True]


def test_that_everybody_has_filed_is_said_only_where_filings_were_due(
    plan: Plan, township: Township, signed_in: SignIn
) -> None:
    def said(username: str, address: str) -> str:
        return signed_in(username).get(address).content.decode()

    dashboard = "/dashboard/filings/?organisation=V01&year=2012&as_of="
    for address in ("/dashboard/filings/?year=2011&as_of=2011-12-31", dashboard + "2012-10-31"):
        page = said("leader", address)
        assert "均已报送" not in page
        assert "截至该日没有应报的月报" in page
    assert "尚无需要填报的月报" in said("secretary01", "/")
    assert "尚无需要填报的月报" in said("secretary01", "/filings/")

    filing = opened(plan, township["V01"])
    assert "截至该日没有应报的月报" in said("staff", "/filings/")
    filing = filing_extend(seen=as_seen(filing), until=date(2012, 11, 20), reason="洪灾", by=township.people["staff"])
    with time_machine.travel("2012-11-10 09:00+08:00"):
        assert "均已报送" not in said("leader", dashboard + "2012-11-10")
        assert "截至该日没有应报的月报" not in said("staff", "/filings/")
        submitted(Filing.objects.with_path().get(pk=filing.pk), township.people["secretary01"])
        assert "均已报送" in said("leader", dashboard + "2012-11-10")
    assert "到期月报均已报送" in said("secretary01", "/")
    assert "到期月报均已报送" in said("secretary01", "/filings/")


def test_waiting_counts_the_late_the_extended_and_those_for_review(plan: Plan, township: Township) -> None:
    first, second = opened(plan, township["V01"]), opened(plan, township["V02"])
    filing_extend(seen=as_seen(first), until=date(2012, 11, 20), reason="洪灾", by=township.people["staff"])
    submitted(second, township.people["secretary02"])
    waiting = waiting_in(Filing.objects.all(), date(2012, 11, 10))
    assert ({it.organisation.code for it in waiting.late}, waiting.extended, waiting.for_review) == ({"V03"}, 1, 1)
