"""The demonstration township with all of its year."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from apps.activities.models import Activity
from apps.attendance.rolls import roll_of
from apps.filings.models import Filing, FilingStep
from apps.filings.states import FilingState, Step
from apps.members.models import Attendance
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import LeadingLink, Organisation
from apps.plans.models import Indicator
from apps.posts.models import PostAttendance
from apps.progress.selectors import progress_of
from tests.demo.believable import check_organisations_and_figures_of_2012

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_year")]

LAST_DAY = date(2012, 12, 31)


def test_it_has_the_organisations_and_classes_of_the_believable_township() -> None:
    check_organisations_and_figures_of_2012()


def test_the_plan_carries_the_35_indicators_of_the_opinion() -> None:
    asked = Indicator.objects.filter(programme__plan__year=2012)
    assert asked.count() == 35
    assert asked.exclude(due__year=2012).count() == 0


def test_every_filing_agrees_with_its_timeline() -> None:
    for filing in Filing.objects.prefetch_related("steps")[:100]:
        steps = [step.step for step in filing.steps.all()]
        assert steps[0] == Step.OPENED
        assert (Step.APPROVED in steps) == (filing.state == FilingState.APPROVED)
        assert (Step.ENTERED in steps) == filing.entered_on_behalf
    assert FilingStep.objects.filter(step=Step.RETURNED).exclude(reason="").exists()


def led_by(code: str) -> set[str]:
    return set(LeadingLink.objects.on(LAST_DAY).filter(leader__code=code).values_list("led__code", flat=True))


def test_exactly_one_party_organisation_leads_each_mass_organisation() -> None:
    mass = Organisation.objects.exclude(kind__in=PARTY_KINDS).count()
    links = LeadingLink.objects.on(LAST_DAY)
    assert (links.count(), links.values("led").distinct().count()) == (mass, mass)
    assert not links.exclude(leader__kind__in=PARTY_KINDS).exists()


def test_a_village_branch_leads_what_stands_with_it_and_the_committee_the_rest() -> None:
    assert led_by("V01") == {"L02", "W02", "A01"}
    assert led_by("V02") == {"L03", "W03"}
    assert led_by("T01") >= {"L01", "W01", "G01"}


def test_what_a_dissolved_branch_led_has_passed_to_the_committee() -> None:
    links = LeadingLink.objects.filter(led__name="永固水泥制品厂工会").order_by("start")
    assert [(link.leader.code, link.end) for link in links] == [("N06", date(2012, 8, 31)), ("T01", None)]


def test_who_is_ticked_was_on_the_roll_of_the_day_and_the_courses_make_the_figure() -> None:
    meetings = Activity.objects.filter(pk__in=Attendance.objects.values_list("activity", flat=True))
    courses = Activity.objects.filter(pk__in=PostAttendance.objects.values_list("activity", flat=True))
    for it in (*meetings, *courses):
        roll = roll_of(it)
        assert roll.ticked <= roll.ticks.keys(), it
        assert len(roll.ticked) == it.present, it
    assert meetings.values("hosts").distinct().count() == 8
    assert [(it.date.year, it.present) for it in courses.order_by("date")] == [(2011, 42), (2012, 20), (2012, 20)]
    standings = progress_of(Organisation.objects.get(code="T01"), 2012, LAST_DAY)
    told = {it.indicator.code: (it.figure.numerator, it.figure.denominator) for it in standings}
    assert {code: told[code] for code in ("QUA-01", "CAD-01", "CAD-02")} == {
        "QUA-01": (40, None),
        "CAD-01": (8, 11),
        "CAD-02": (8, 11),
    }


def test_everybody_of_the_contract_can_sign_in_and_has_a_home(client: Client) -> None:
    offices = "admin staff leader auditor district league women union association clerk01 secretary01 secretary42"
    for username in offices.split():
        client.post("/accounts/login/", {"username": username, "password": f"demo-{username}"})
        assert client.get("/").status_code == 200, username
        client.post("/accounts/logout/")


def test_a_portal_in_use_is_never_filled_with_the_demonstration() -> None:
    with pytest.raises(CommandError):
        call_command("load_demo")
    call_command("load_demo", "--if-empty")
    assert Organisation.objects.count() == 219
