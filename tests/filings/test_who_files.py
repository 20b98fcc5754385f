"""Who files for whom: a clerk drafts and the secretary submits, what is below is passed on, all else is on behalf."""

from datetime import date
from typing import Any

import pytest

from apps.accounts.models import User
from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import as_seen, filing_submit, months_open
from apps.organisations.access import may
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from apps.progress.selectors import known_in
from tests.factories.township import Township, organisation, person
from tests.filings.cast import approved, filled, opened, plan_of, save


def files_for(user: User) -> set[str]:
    return set(Organisation.objects.visible_to(user, "filing.submit").values_list("code", flat=True))


def test_a_clerk_drafts_and_the_secretary_submits_it_as_the_villages_own(filing: Filing, township: Township) -> None:
    clerk, secretary = township.people["clerk01"], township.people["secretary01"]
    assert (may(clerk, "filing.draft"), files_for(clerk)) == (True, set())
    done = filing_submit(seen=as_seen(filled(filing, clerk)), by=secretary)
    assert (done.state, done.submitted_by, done.entered_on_behalf) == ("submitted", secretary, False)


def test_a_secretary_passes_on_what_is_below_as_its_own_and_nothing_beside(filing: Filing, township: Township) -> None:
    above = person("above", Role.SECRETARY, township["T01"])
    done = filing_submit(seen=as_seen(filled(filing, above)), by=above)
    assert (done.state, done.entered_on_behalf) == ("submitted", False)
    assert files_for(township.people["secretary03"]) == {"V03", "V03-1", "V03-2"}


def test_a_village_contact_enters_on_behalf_and_in_their_villages_only(filing: Filing, township: Township) -> None:
    contact = township.people["contact"]
    done = filing_submit(seen=as_seen(filled(filing, contact)), by=contact)
    assert (done.entered_on_behalf, done.confirmed_by) == (True, None)
    assert files_for(contact) == {"V01"}


# --- Whom it concerns files it ------------------------------------------------------------------------------

VILLAGES_OWN = ("F-FLOW", "F-STOCK", "F-RATE")
MASS = {
    "L": (Kind.LEAGUE_COMMITTEE, Kind.LEAGUE_BRANCH),
    "W": (Kind.WOMENS_FEDERATION, Kind.WOMENS_FEDERATION),
    "G": (Kind.TRADE_UNION, Kind.TRADE_UNION),
}


@pytest.fixture(params=sorted(MASS))
def body(request: pytest.FixtureRequest, township: Township) -> str:
    """A township's League committee, Women's Federation or union with one of its own below it, and its officer."""
    above, below = MASS[request.param]
    top = township.organisations["top"] = organisation(f"{request.param}01", township["T01"], kind=above, sector="")
    township.organisations["low"] = organisation(f"{request.param}02", top, kind=below)
    township.people["officer"] = person("officer", Role.MASS_OFFICER, top)
    plan = plan_of(township["T01"])
    programme = Indicator.objects.filter(programme__plan=plan)[0].programme
    asked: dict[str, Any] = {
        "kind": "count",
        "nature": "flow",
        "comparator": ">=",
        "unit": "次",
        "applies_to": ["mass"],
    }
    asked |= {"programme": programme, "due": date(2012, 12, 31)}
    Indicator.objects.create(code="F-MASS", name="服务青年妇女职工", source="filed", position=90, **asked)
    Indicator.objects.create(code="M-MEET", name="联席会议", source="measure", mechanism="M036", position=91, **asked)
    months_open(plan=plan, months=[Month(2012, 10)])
    return str(top.code)


def test_a_mass_body_files_its_own_lines_and_nobody_else_is_asked_for_them(body: str, township: Township) -> None:
    filings = {it.organisation.code: it for it in Filing.objects.select_related("organisation")}
    assert {it for it in filings if it[0] in "LWG"} == {body, f"{body[0]}02"}
    assert [it.indicator.code for it in filings[body].lines.select_related("indicator")] == ["F-MASS"]
    assert not filings["V01"].lines.filter(indicator__code="F-MASS").exists()


def test_its_officer_files_for_the_body_and_passes_on_what_is_below_and_the_township_approves(
    body: str, township: Township
) -> None:
    officer = township.people["officer"]
    assert files_for(officer) == {body, f"{body[0]}02"}
    for code in ("top", "low"):
        filing = Filing.objects.get(organisation=township[code])
        done = filing_submit(seen=as_seen(save(filing, officer, F_MASS=300)), by=officer)
        assert (done.state, done.entered_on_behalf) == ("submitted", False)
        approved([done], township.people["staff"])
        assert Filing.objects.get(pk=done.pk).state == "approved"


def test_what_is_measured_of_it_stands_in_its_month_without_being_asked(body: str, township: Township) -> None:
    hosts, day = [township["V01"], township["low"]], date(2012, 10, 12)
    activity_record(hosts=hosts, by=None, date=day, type=ActivityType.JOINT_MEETING, topic="联席会议")
    known = known_in(Filing.objects.get(organisation=township["top"]), township.people["officer"])
    assert [(it.now.indicator.code, it.said_before, it.said) for it in known.lines] == [("M-MEET", "", "1")]


def test_a_general_branch_passes_on_the_month_of_its_branch_and_the_branch_stays_the_one_that_filed(
    township: Township,
) -> None:
    plan = plan_of(township["T01"])
    Indicator.objects.filter(programme__plan=plan, code__in=VILLAGES_OWN).update(applies_to=["party_branch"])
    filing = opened(plan, township["V03-1"])
    above = township.people["secretary03"]
    clerk = person("clerk", Role.CLERK, township["V03-1"])
    done = filing_submit(seen=as_seen(filled(filing, clerk)), by=above)
    assert (done.organisation, done.submitted_by, done.entered_on_behalf) == (township["V03-1"], above, False)
    assert not may(clerk, "filing.submit")
