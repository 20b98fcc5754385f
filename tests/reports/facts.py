"""Classes of 2012 for the small cast: one of each kind of fate, and a scope with many random ones."""

from datetime import date
from random import Random
from typing import Any

from apps.core.calendar import BEGINNING
from apps.gradings.models import Grading
from apps.organisations.kinds import Closing, Kind, Sector
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_close, place_new
from apps.organisations.tree import Link
from tests.factories.township import Township

YEAR = 2012
LAST_DAY = date(2012, 12, 31)


def graded(target: Organisation, start: str, end: str = "", **details: Any) -> Grading:
    """Classes of 2012 (or another year), confirmed on 20 December unless said otherwise."""
    details = {
        "start_confirmed": True,
        "confirmed_on": date(2012, 12, 20) if end else None,
        "document_number": "清委〔2012〕58号" if end else "",
    } | details
    details.setdefault("year", YEAR)
    found: Grading = Grading.objects.create(organisation=target, start_class=start, end_class=end, **details)
    return found


def with_classes(township: Township) -> Township:
    """V01 upgraded, V02 merged away, V03 advanced with a pending end class, V03-1 converted, V03-2 not graded."""
    graded(township["V01"], "general", "advanced")
    graded(township["V02"], "general", "advanced")
    graded(township["V03"], "advanced", "advanced", end_level=2, confirmed_on=None)
    graded(township["V03-1"], "backward", "general", accepted=True)
    graded(township["V03-2"], "ungraded")
    organisation_close(
        organisation=township["V02"],
        on=date(2012, 8, 1),
        closing=Closing.MERGED,
        merged_into=township["V01"],
        approval_number="清委〔2012〕31号",
        by=None,
    )
    return township


def many(township: Township, count: int, seed: int = 1) -> None:
    """`count` more organisations below T01 with random classes, openings and closings."""
    chance = Random(seed)
    made = [_by_chance(f"M{number:03}", chance) for number in range(count)]
    classes = [_classes_by_chance(it, chance) for it in made if chance.random() < 0.9]
    Organisation.objects.bulk_create(made)
    top = township["T01"].pk
    place_new({it.pk: [Link(top, it.opened or BEGINNING)] for it in made})
    Grading.objects.bulk_create(classes)


def _by_chance(code: str, chance: Random) -> Organisation:
    days = [None, date(2011, 12, 31), date(2012, 1, 1), date(2012, 1, 2), date(2012, 12, 31), date(2013, 1, 1)]
    opened, closed = chance.choice([None, None, *days]), chance.choice([None, None, None, *days])
    if opened and closed and closed < opened:
        opened, closed = closed, opened
    return Organisation(
        code=code,
        name=f"组织{code}",
        kind=chance.choice([Kind.BRANCH, Kind.JOINT_BRANCH, Kind.GENERAL_BRANCH]),
        sector=chance.choice(["", *Sector.values]),
        graded=chance.random() < 0.8,
        opened=opened,
        closed=closed,
        closing=Closing.DISSOLVED if closed else "",
    )


def _classes_by_chance(organisation: Organisation, chance: Random) -> Grading:
    end = chance.choice(["", "advanced", "general", "backward", "ungraded"])
    return Grading(
        organisation=organisation,
        year=YEAR,
        start_class=chance.choice(["advanced", "general", "backward", "ungraded"]),
        start_level=chance.randrange(4),
        start_confirmed=chance.random() < 0.9,
        end_class=end,
        end_level=chance.randrange(6),
        accepted=chance.choice([None, True, False]),
        confirmed_on=chance.choice([None, date(2012, 12, 31), date(2013, 1, 1)]) if end else None,
    )
