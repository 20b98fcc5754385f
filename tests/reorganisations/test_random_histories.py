"""Whatever is founded, moved, merged, split and dissolved: nothing is lost, and no figure of before changes."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q

from apps.checklists.models import Listing
from apps.matters.models import Matter
from apps.organisations.kinds import Kind
from apps.organisations.models import LeadingLink, Organisation, Placement
from apps.organisations.services import organisation_move
from apps.posts.models import Appointment
from apps.registers.registry import REGISTERS
from apps.reorganisations.services import Way
from apps.two_new.models import TwoNewUnit
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation, township
from tests.progress.cast import plan_of
from tests.reorganisations.cast import appointed, figures, matter, merged, recorded, reorganised, split

JUNE = date(2012, 6, 1)
ACTS = ("found", "move", "merge", "split", "split in two", "dissolve")
MODELS: tuple[Any, ...] = (Matter, Appointment, LeadingLink, TwoNewUnit, Listing)


def busy() -> Township:
    """A bit of everything at the villages."""
    made = township()
    plan_of(made)
    for code in ("V01", "V02", "V03-1"):
        matter(made[code], f"{code}的事")
        matter(made[code], f"{code}办了的事", settled_on=date(2012, 4, 1), result="已办结")
        appointed(made[code], f"{code}书记")
        recorded("listings", made[code], list="pilot_branch", start=date(2012, 1, 1))
        unit = {"title": f"{code}果业", "type": "enterprise", "coverage": "joint", "start": date(2011, 1, 1)}
        recorded("two-new-units", made[code], **unit)
        led = organisation(f"A-{code}", made["T01"], kind=Kind.ASSOCIATION, sector="", graded=False)
        leading_start(leader=made[code], led=led, start=date(2011, 1, 1))
    return made


def happen(act: str, one: int, other: int, day: date, number: int) -> None:
    """One act on a day; what the rules refuse does not happen."""
    living = list(
        Organisation.objects.existing(day).exclude(code="T01").exclude(kind=Kind.ASSOCIATION).order_by("code")
    )
    if not living:
        return
    it, another = living[one % len(living)], living[other % len(living)]
    try:
        if act == "found":
            organisation(f"N{number}", another, opened=day)
        elif act == "move":
            organisation_move(organisation=it, parent=another, on=day, by=None)
        elif act == "merge":
            merged(it, another, on=day)
        elif act == "dissolve":
            reorganised(it, Way.DISSOLVE, day)
        else:
            codes = (f"N{number}", f"M{number}")[: 1 if act == "split" else 2]
            keys = [f"{name}-{other}" for name in REGISTERS]
            split(it, *codes, on=day, chosen=dict.fromkeys(keys, codes[-1]))
    except ValidationError:
        pass


def facts() -> dict[str, list[Any]]:
    """The matters that are done, where they were done."""
    done = Matter.objects.filter(settled_on__isnull=False).order_by("pk")
    return {"done": list(done.values_list("pk", "organisation__code"))}


def places(on: date) -> list[Any]:
    there = Placement.objects.on(on).filter(Q(organisation__opened__isnull=True) | Q(organisation__opened__lte=on))
    return sorted(there.values_list("organisation__code", "path", "parent__code"))


def living_holders(on: date) -> None:
    """Every open thing of the day is of somebody who exists, and below somebody who does."""
    gone = Organisation.objects.filter(closed__lte=on)
    assert not Matter.objects.filter(settled_on__isnull=True, organisation__in=gone).exists()
    for model in MODELS[1:]:
        lasting = model.objects.counted().filter(Q(end__isnull=True) | Q(end__gt=on))
        assert not lasting.of(gone).exists(), model
    open_below = Placement.objects.filter(end__isnull=True, parent__in=gone).exclude(organisation__in=gone)
    assert not open_below.exists()


def check_history(steps: list[tuple[str, int, int]]) -> None:
    """Each act (what, to whom, with whom: numbers into those that exist then) on a day thirty days later."""
    made = busy()
    known, units = facts(), TwoNewUnit.objects.count()
    seen = {
        JUNE - timedelta(days=1): (figures(made["T01"], JUNE - timedelta(days=1)), places(JUNE - timedelta(days=1)))
    }
    for number, (act, one, other) in enumerate(steps):
        day = JUNE + timedelta(days=30 * number)
        happen(act, one, other, day, number)
        living_holders(day)
        assert facts() == known
        assert TwoNewUnit.objects.counted().filter(Q(end__isnull=True) | Q(end__gt=day)).count() == units
        for before, then in seen.items():
            assert (figures(made["T01"], before), places(before)) == then, (act, before)
        seen[day] = (figures(made["T01"], day), places(day))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_nothing_is_lost_and_earlier_days_are_what_they_were(db: None, seed: int) -> None:
    random = Random(seed)
    check_history([(random.choice(ACTS), random.randrange(50), random.randrange(50)) for _ in range(5)])
