"""Scores of a year on the page: by the criteria in force, suggested and drafted by a person."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.scores.models import Criteria, ScoreItem, ScoreSheet
from apps.scores.selectors import judged_of
from tests.factories.township import Township

YEAR = 2012
SignedIn = Callable[[str], Client]


def criteria(place: Any, **facts: Any) -> Criteria:
    usual = {"field": "village", "title": "标准", "start": date(YEAR, 3, 1), "items": "40 班子建设\n60 工作业绩"}
    found: Criteria = Criteria.objects.create(organisation=place, **usual | facts)
    return found


def points(place: Any, item: str, own: int | None, superior: int | None) -> None:
    ScoreItem.objects.create(
        organisation=place,
        year=YEAR,
        item=item,
        rated_on=date(YEAR, 12, 1),
        own_points=None if own is None else own * 100,
        superior_points=None if superior is None else superior * 100,
    )


@pytest.fixture
def judged(township: Township) -> Township:
    """V01 has every part, V02 no ballot."""
    Organisation.objects.filter(code__in=["V01", "V02"]).update(sector="village")
    criteria(township["T01"], vetoes="发生重大群体性事件")
    for code in ("V01", "V02"):
        points(township[code], "班子建设", 40, 36)
        points(township[code], "工作业绩", 55, 52)
        Grading.objects.create(organisation=township[code], year=YEAR, start_class="general", start_confirmed=True)
    sheet = {"members_good": 20, "members_fair": 8, "members_ordinary": 2, "members_poor": 0}
    ScoreSheet.objects.create(organisation=township["V01"], year=YEAR, held_on=date(YEAR, 12, 1), **sheet)
    return township


def scores(township: Township) -> dict[str, tuple[str, Any]]:
    its = judged_of(Organisation.objects.filter(code__in=["V01", "V02"]), YEAR)
    return {it.organisation.code: (it.total_text, it.suggested) for it in its}


def test_a_score_is_there_once_every_part_is(judged: Township) -> None:
    assert scores(judged) == {"V01": ("90.6", "advanced"), "V02": ("", None)}


def test_the_nearest_and_latest_version_of_its_field_holds(judged: Township) -> None:
    criteria(judged["T01"], start=date(YEAR, 6, 1), advanced_from=95)
    criteria(judged["T01"], start=date(YEAR, 6, 1), field="community", advanced_from=50)
    criteria(judged["T01"], start=date(YEAR + 1, 1, 1), advanced_from=50)
    assert scores(judged)["V01"] == ("90.6", "general")
    criteria(judged["V01"], start=date(YEAR, 2, 1), advanced_from=80)
    assert scores(judged)["V01"] == ("90.6", "advanced")


def test_a_suggestion_becomes_a_draft_by_a_person_s_hand_and_confirms_nothing(
    judged: Township, signed_in: SignedIn
) -> None:
    staff = signed_in("staff")
    grading = Grading.objects.get(organisation=judged["V01"])
    page = staff.get(f"/scores/?year={YEAR}")
    chosen = f"V01:advanced:{grading.version}"
    assert chosen in page.content.decode()
    assert Grading.objects.get(pk=grading.pk).end_class == ""
    staff.post("/scores/draft/", {"year": YEAR, "chosen": [chosen]})
    grading.refresh_from_db()
    assert (grading.end_class, grading.confirmed_on) == ("advanced", None)
    assert Entry.objects.filter(action="grading.updated").count() == 1


@pytest.mark.parametrize("chosen", ["V01:general:1", "V01:advanced:9", "V02:advanced:1", "V09:advanced:1", "V01"])
def test_what_is_not_what_was_seen_drafts_nothing(judged: Township, signed_in: SignedIn, chosen: str) -> None:
    answer = signed_in("staff").post(
        "/scores/draft/", {"year": YEAR, "chosen": ["V01:advanced:1", chosen]}, follow=True
    )
    drafted = Grading.objects.exclude(end_class="").count()
    # What cannot be read at all is no choice; of what can be read, all or nothing.
    assert drafted == (1 if chosen == "V01" else 0)
    assert answer.status_code == 200


def test_a_veto_is_one_of_the_criteria_and_leaves_the_last_class(judged: Township, signed_in: SignedIn) -> None:
    sheet = ScoreSheet.objects.get()
    address = f"/registers/score-sheets/{sheet.pk}/change/"
    form = signed_in("staff").get(address).context["form"]
    sent = {it.html_name: it.value() for it in form if it.value() not in (None, False)}
    refused = signed_in("staff").post(address, {**sent, "shown": form["shown"].value(), "veto": "别的"})
    assert "veto" in refused.context["form"].errors
    sent |= {"shown": form["shown"].value(), "veto": "发生重大群体性事件"}
    assert signed_in("staff").post(address, sent).status_code == 302
    assert scores(judged)["V01"] == ("90.6", "backward")


def test_more_points_than_an_item_has_are_refused_at_the_field(judged: Township, signed_in: SignedIn) -> None:
    sent = {"organisation": "V03", "year": YEAR, "item": "班子建设", "own_points": "41", "rated_on": "2012-12-01"}
    Organisation.objects.filter(code="V03").update(sector="village")
    page = signed_in("staff").post("/registers/score-items/new/", sent)
    assert set(page.context["form"].errors) == {"own_points"}
    page = signed_in("staff").post("/registers/score-items/new/", {**sent, "item": "没有的"})
    assert set(page.context["form"].errors) == {"item"}


def test_the_secretary_rates_the_own_and_not_the_superior_s_points(judged: Township, signed_in: SignedIn) -> None:
    secretary = signed_in("secretary01")
    its = ScoreItem.objects.filter(organisation=judged["V01"]).first()
    assert its is not None
    form = secretary.get(f"/registers/score-items/{its.pk}/change/").context["form"]
    assert "own_points" in form.fields
    assert "superior_points" not in form.fields


def test_the_page_of_scores_costs_the_same_for_two_and_for_more(judged: Township, signed_in: SignedIn) -> None:
    staff = signed_in("staff")
    with CaptureQueriesContext(connection) as few:
        staff.get(f"/scores/?year={YEAR}")
    for code in ("V03", "V03-1", "V03-2"):
        points(judged[code], "班子建设", 40, 36)
        Grading.objects.create(organisation=judged[code], year=YEAR, start_class="general", start_confirmed=True)
    with CaptureQueriesContext(connection) as more:
        staff.get(f"/scores/?year={YEAR}")
    assert len(few) == len(more)


def test_the_sheet_shows_item_by_item_and_what_a_figure_comes_to(judged: Township, signed_in: SignedIn) -> None:
    page = signed_in("secretary01").get(f"/scores/{YEAR}/V01/")
    assert [(line.item.name, line.said is not None) for line in page.context["lines"]] == [
        ("班子建设", True),
        ("工作业绩", True),
    ]
    assert page.context["judged"].total_text == "90.6"
    unsaid = signed_in("secretary03").get(f"/scores/{YEAR}/V03/")
    assert {line.said for line in unsaid.context["lines"]} == {None}
    assert signed_in("secretary02").get(f"/scores/{YEAR}/V01/").status_code == 404
