"""Random trees in the database: subtrees on any day against walking up what was asked for."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError

from apps.core.calendar import BEGINNING
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.services import organisation_move, organisation_update
from tests.factories.township import organisation

FIRST = date(2012, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(-1, 12)]
#: By organisation: from which day on it stands below whom.
Wishes = dict[str, list[tuple[date, str | None]]]


def way_up(code: str, wishes: Wishes, on: date) -> set[str] | None:
    """The organisation and all above it on a day; None where it does not exist yet."""
    parents = [parent for start, parent in wishes[code] if start <= on]
    if not parents:
        return None
    above = way_up(parents[-1], wishes, on) if parents[-1] is not None else None
    return {code, *(above or ())}


def check(made: dict[str, Organisation], wishes: Wishes) -> None:
    for on in DAYS:
        ways = {code: way for code in made if (way := way_up(code, wishes, on))}
        for top in ways:
            below: OrganisationQuerySet = Organisation.objects.subtree_of(made[top], on)
            found = list(below.values_list("code", flat=True))
            assert sorted(found) == sorted(code for code, way in ways.items() if top in way), (top, on)


@pytest.mark.parametrize("seed", range(12))
def test_after_random_moves_every_subtree_on_every_day_is_what_was_asked_for(db: None, seed: int) -> None:
    random = Random(seed)
    made: dict[str, Organisation] = {}
    wishes: Wishes = {}
    for number in range(9):
        code = f"O{number}"
        parent = random.choice([None, *made])
        opened = random.choice([None, None, random.choice(DAYS)])
        made[code] = organisation(code, made[parent] if parent else None, opened=opened)
        wishes[code] = [(opened or BEGINNING, parent)]
    for _ in range(18):
        code, parent, on = random.choice(list(made)), random.choice([None, *made]), random.choice(DAYS)
        try:
            organisation_move(organisation=made[code], parent=made[parent] if parent else None, on=on, by=None)
        except ValidationError:
            continue
        wishes[code] = [(start, above) for start, above in wishes[code] if start < on] + [(on, parent)]
    check(made, wishes)


@pytest.mark.parametrize("seed", range(6))
def test_a_new_opening_day_moves_only_the_beginning(db: None, seed: int) -> None:
    random = Random(seed)
    made = {"O0": organisation("O0")}
    wishes: Wishes = {"O0": [(BEGINNING, None)]}
    for number in range(1, 7):
        parent = random.choice(list(made))
        made[f"O{number}"] = organisation(f"O{number}", made[parent])
        wishes[f"O{number}"] = [(BEGINNING, parent)]
    for code in random.sample(list(made), 4):
        opened = random.choice([None, *DAYS])
        organisation_update(organisation=made[code], opened=opened, by=None)
        wishes[code] = [(opened or BEGINNING, wishes[code][0][1])]
    check(made, wishes)
