"""Upgrading: the day of an acceptance moves from the ledger to the class, or stays in words where the two disagree."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from apps.gradings.models import Grading
from apps.matters.models import Matter
from apps.organisations.models import Organisation

migration = import_module("apps.gradings.migrations.0004_acceptance_of_the_ledger")

DAY, OTHER, LATER = date(2012, 10, 20), date(2012, 11, 5), date(2012, 12, 10)
BACKWARD = {"start_class": "backward", "start_confirmed": True}
CONFIRMED = {**BACKWARD, "end_class": "general", "confirmed_on": OTHER}
#: The classes of the years, and the days on which the tasks of the ledger were accepted: what the class says then
#: about acceptance, and what stays in words.
CASES: dict[str, tuple[dict[int, dict[str, Any]], list[dict[str, Any]], tuple[Any, Any], list[date]]] = {
    "class still open": ({2012: BACKWARD}, [{"accepted_on": DAY}], (True, DAY), []),
    "class without a day": ({2012: {**BACKWARD, "accepted": True}}, [{"accepted_on": DAY}], (True, DAY), []),
    "the same day": (
        {2012: {**BACKWARD, "accepted": True, "accepted_on": DAY}},
        [{"accepted_on": DAY}],
        (True, DAY),
        [],
    ),
    "class accepted earlier": (
        {2012: {**BACKWARD, "accepted": True, "accepted_on": DAY}},
        [{"accepted_on": LATER}],
        (True, DAY),
        [LATER],
    ),
    "class accepted later": (
        {2012: {**BACKWARD, "accepted": True, "accepted_on": LATER}},
        [{"accepted_on": DAY}],
        (True, LATER),
        [DAY],
    ),
    "class did not pass": ({2012: {**BACKWARD, "accepted": False}}, [{"accepted_on": DAY}], (False, None), [DAY]),
    "confirmed without acceptance": ({2012: CONFIRMED}, [{"accepted_on": DAY}], (None, None), [DAY]),
    "confirmed as accepted, decided before": (
        {2012: {**CONFIRMED, "accepted": True}},
        [{"accepted_on": DAY}],
        (True, DAY),
        [],
    ),
    "confirmed as accepted, ledger later": (
        {2012: {**CONFIRMED, "accepted": True}},
        [{"accepted_on": LATER}],
        (True, None),
        [LATER],
    ),
    "no class": ({}, [{"accepted_on": DAY}], (None, None), [DAY]),
    "class of another year": ({2011: BACKWARD}, [{"accepted_on": DAY}], (None, None), [DAY]),
    "not backward": ({2012: {"start_class": "general"}}, [{"accepted_on": DAY}], (None, None), [DAY]),
    "day before the year": (
        {2012: BACKWARD},
        [{"accepted_on": date(2011, 12, 30), "settled_on": DAY}],
        (None, None),
        [date(2011, 12, 30)],
    ),
    "settled the year before": (
        {2011: BACKWARD, 2012: BACKWARD},
        [{"accepted_on": date(2012, 1, 9), "settled_on": date(2011, 12, 20)}],
        (True, date(2012, 1, 9)),
        [],
    ),
    "two days": ({2012: BACKWARD}, [{"accepted_on": DAY}, {"accepted_on": OTHER}], (True, OTHER), [DAY]),
    "another task is open": ({2012: BACKWARD}, [{"accepted_on": DAY}, {"settled_on": None}], (None, None), [DAY]),
    "withdrawn": ({2012: BACKWARD}, [{"accepted_on": DAY, "withdrawn_at": timezone.now()}], (None, None), [DAY]),
}


@pytest.mark.django_db
def test_no_day_of_an_acceptance_is_lost_and_no_confirmed_class_says_something_else() -> None:
    for number, (classes, tasks, *_wanted) in enumerate(CASES.values()):
        place = Organisation.objects.create(code=f"V{number:02}", name="石桥村党支部", kind="branch")
        for year, said in classes.items():
            Grading.objects.create(organisation=place, year=year, **said)
        for task in tasks:
            given = {"settled_on": task.get("accepted_on"), "registered_on": date(2011, 3, 1), "progress": "已换届。"}
            Matter.objects.create(organisation=place, category="rectification", title="整顿", **(given | task))
    migration.move(apps, None)
    for number, (case, (_classes, _tasks, acceptance, in_words)) in enumerate(CASES.items()):
        its = Grading.objects.filter(organisation__code=f"V{number:02}", accepted__isnull=False).first()
        assert (its.accepted if its else None, its.accepted_on if its else None) == acceptance, case
        told = Matter.objects.filter(organisation__code=f"V{number:02}").values_list("progress", "accepted_on")
        assert all(on is None and text.endswith("已换届。") for text, on in told), case
        assert sorted(text[5:15] for text, _on in told if "验收日期" in text) == [f"{it}" for it in in_words], case
