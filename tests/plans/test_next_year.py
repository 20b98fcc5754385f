"""Next year's plan: out of nothing, or out of last year's."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from apps.audit.models import Entry
from apps.core.calendar import today
from apps.organisations.services import organisation_update
from apps.plans.dates import years_later
from apps.plans.models import Exemption, Indicator, Plan, Programme, Target
from apps.plans.services import plan_create, plan_take_over, programme_add, programme_move, programme_remove
from tests.factories.township import Township
from tests.factories.township import township as make_township
from tests.progress.cast import indicator, plan_of

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(township: Township) -> Plan:
    return plan_of(township)


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2012, 6, 30), 1, date(2013, 6, 30)),
        (date(2012, 2, 29), 1, date(2013, 2, 28)),
        (date(2012, 2, 29), 4, date(2016, 2, 29)),
        (date(2011, 2, 28), 1, date(2012, 2, 28)),
        (date(2013, 1, 15), 1, date(2014, 1, 15)),
    ],
)
def test_a_day_moves_by_years(day: date, years: int, then: date) -> None:
    assert years_later(day, years) == then


def test_last_years_plan_is_taken_over_with_its_dates_moved(township: Township, plan: Plan) -> None:
    Plan.objects.update(filing_due_day=8, year_end_notice=45)
    its = indicator("QUA-02")
    its.first_month, its.milestones, its.due = 11, [["2012-02-29", 500], ["2012-12-31", 2000]], date(2012, 2, 29)
    its.save()
    Target.objects.filter(organisation=township["V01"], indicator__code="QUA-03").update(due=date(2012, 11, 30))
    new = plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=township.people["staff"])
    assert (new.filing_due_day, new.year_end_notice, new.document_number) == (8, 45, "")
    assert "2013" in new.title
    assert "2012" not in new.title
    old_ones, new_ones = (
        list(Indicator.objects.filter(programme__plan=it).order_by("position").values_list("programme__name", "code"))
        for it in (plan, new)
    )
    assert new_ones == old_ones
    copied = indicator("QUA-02", 2013)
    assert copied.due == date(2013, 2, 28)
    assert copied.milestones == [["2013-02-28", 500], ["2013-12-31", 2000]]
    assert copied.first_month == 1
    assert Target.objects.filter(indicator__programme__plan=new).count() == (
        Target.objects.filter(indicator__programme__plan=plan).count()
    )
    moved = Target.objects.get(organisation=township["V01"], indicator=indicator("QUA-03", 2013))
    assert moved.due == date(2013, 11, 30)
    assert Entry.objects.get(action="plan.taken_over").after["indicators"] == 35


def test_targets_stay_behind_where_they_are_not_wanted_and_those_of_the_closed_always(
    township: Township, plan: Plan
) -> None:
    organisation_update(organisation=township["V02"], by=None, closed=date(2012, 6, 1), closing="dissolved")
    bare = plan_take_over(organisation=township["T01"], year=2013, with_targets=False, by=None)
    assert not Target.objects.filter(indicator__programme__plan=bare).exists()
    full = plan_take_over(organisation=township["T01"], year=2014, with_targets=True, by=None)
    assert not Target.objects.filter(indicator__programme__plan=full).exists()  # out of 2013, which has none
    Plan.objects.filter(pk__in=[bare.pk, full.pk]).delete()
    full = plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=None)
    targets = Target.objects.filter(indicator__programme__plan=full)
    assert targets.exists()
    assert not targets.filter(organisation=township["V02"]).exists()


def test_exemptions_are_not_taken_over(township: Township, plan: Plan) -> None:
    its = indicator("QUA-03")
    Exemption.objects.create(
        indicator=its, organisation=township["V01"], start=date(2012, 3, 1), reason="搬迁", approved_by="周"
    )
    plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=None)
    assert Exemption.objects.count() == 1


def test_an_empty_plan_is_filled_and_one_with_indicators_is_left_alone(township: Township, plan: Plan) -> None:
    empty = plan_create(organisation=township["T01"], year=2013, title="2013年意见", by=None)
    filled = plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=None)
    assert (filled.pk, filled.title) == (empty.pk, "2013年意见")
    with pytest.raises(ValidationError):
        plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=None)
    assert Indicator.objects.filter(programme__plan=filled).count() == 35


def test_an_empty_plan_opens_and_offers_how_to_go_on(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    assert "/plans/2013/take-over/" in staff.get("/plans/2013/").content.decode()
    plan_create(organisation=township["T01"], year=2013, title="2013年意见", by=None)
    page = staff.get("/plans/2013/")
    shown = page.content.decode()
    assert "2013年意见" in shown
    for way in (
        "/plans/2013/take-over/",
        "/plans/2013/indicators/",
        "/plans/2013/programmes/",
        "/plans/2013/settings/",
    ):
        assert way in shown, way
    assert "/plans/2013/edit/" in staff.get("/plans/2013/settings/").content.decode()
    seen = signed_in("leader").get("/plans/2013/").content.decode()
    assert "2013年意见" in seen
    assert "/plans/2013/take-over/" not in seen


def test_one_button_starts_next_year_and_pressed_twice_it_starts_it_once(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    staff = signed_in("staff")
    for _time in range(2):
        answer = staff.post("/plans/2013/take-over/", {"organisation": "T01", "targets": "on"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/plans/2013/?organisation=T01"
        assert len(answer.context["page"].programmes) > 1
    assert Plan.objects.filter(year=2013).count() == 1
    assert signed_in("leader").post("/plans/2013/take-over/", {"organisation": "T01"}).status_code == 403
    assert staff.post("/plans/2013/take-over/", {"organisation": "X99"}).status_code == 404


def test_a_new_plan_is_of_this_year_until_another_is_asked_for(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    asked = [staff.get(f"/plans/new/{line}").context["form"]["year"].value() for line in ("", "?year=2013")]
    assert asked == [today().year, "2013"]


def test_a_plan_that_exists_is_shown_instead_of_refused(township: Township, plan: Plan, signed_in: SignIn) -> None:
    settings = {"minimum_level": 1, "filing_opens_day": 1, "filing_due_day": 5}
    data = {"organisation": township["T01"].pk, "year": 2012, "title": "又一次", **settings}
    answer = signed_in("staff").post("/plans/new/", data, follow=True)
    assert answer.redirect_chain == [("/plans/2012/?organisation=T01", 302)]
    assert "已存在" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_programmes_are_added_renamed_ordered_and_removed_while_empty(township: Township, signed_in: SignIn) -> None:
    plan = plan_create(organisation=township["T01"], year=2013, title="2013年意见", by=None)
    staff = signed_in("staff")
    for name in ("甲工程", "乙工程", "乙工程"):
        answer = staff.post("/plans/2013/programmes/", {"name": name})
    assert "同名" in answer.content.decode()
    first, second = plan.programmes.order_by("position")
    staff.post(f"/plans/2013/programmes/{second.pk}/move/", {"to": "up"})
    staff.post(f"/plans/2013/programmes/{second.pk}/move/", {"to": "up"})
    assert list(plan.programmes.order_by("position").values_list("name", flat=True)) == ["乙工程", "甲工程"]
    staff.post(f"/plans/2013/programmes/{first.pk}/", {"name": "丙工程", "version": first.version + 1})
    first.refresh_from_db()
    assert first.name == "丙工程"
    staff.post(f"/plans/2013/programmes/{first.pk}/remove/")
    assert list(plan.programmes.values_list("name", flat=True)) == ["乙工程"]


def test_a_programme_with_indicators_stays(township: Township, plan: Plan, signed_in: SignIn) -> None:
    its = indicator("QUA-03").programme
    answer = signed_in("staff").post(f"/plans/2012/programmes/{its.pk}/remove/", follow=True)
    assert "还有指标" in answer.content.decode()
    assert Programme.objects.filter(pk=its.pk).exists()
    with pytest.raises(ValidationError):
        programme_remove(programme=its, by=None)


def test_the_order_of_programmes_is_recorded(township: Township, plan: Plan) -> None:
    last = programme_add(plan=plan, name="新工程", by=None)
    programme_move(programme=last, up=True, by=None)
    entry = Entry.objects.get(action="programme.moved")
    assert entry.after["position"] == entry.before["position"] - 1


@pytest.mark.django_db(transaction=True)
def test_two_who_start_next_year_at_once_start_one() -> None:
    township = make_township()
    plan_of(township)
    barrier, refused = Barrier(2), []

    def start() -> None:
        barrier.wait()
        try:
            plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=None)
        except ValidationError as refusal:
            refused.append(refusal)
        connection.close()

    threads = [Thread(target=start) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Plan.objects.filter(year=2013).count() == 1
    assert Indicator.objects.filter(programme__plan__year=2013).count() == 35
