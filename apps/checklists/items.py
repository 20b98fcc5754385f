"""Which items are asked of whom on a day, and of which organisations a checklist is meant."""

from collections.abc import Iterable, Mapping
from datetime import date

from apps.checklists.listings import listed
from apps.checklists.models import ItemList
from apps.checklists.names import STATED, Checklist, ListName, Meant
from apps.organisations import sets
from apps.organisations.tree import ids_on

MEANT: Mapping[str, sets.Places] = {
    Checklist.THREE_TWO: listed(ListName.ADOPTING_UNIT),
    Checklist.METHOD_1234: sets.EVERY_UNIT,
    Checklist.DISCLOSURE: sets.GRADED,
    Checklist.FIVE_ONES: sets.BRANCHES,
    Checklist.STANDARDISATION: sets.VILLAGES_AND_COMMUNITIES,
    Checklist.THREE_HAVES: sets.VILLAGES_AND_COMMUNITIES,
    # A mass organisation has one leading Party organisation at a time, and so stands for the link.
    Checklist.FIVE_SYNCHRONISATIONS: sets.MASS,
    Checklist.CO_BUILDING: sets.MASS,
    Checklist.FIVE_GOOD: sets.GRADED,
    Checklist.FIVE_LEADS: sets.BRANCHES,
}

MEANT_BY: Mapping[str, sets.Places] = {
    Meant.VILLAGES_AND_COMMUNITIES: sets.VILLAGES_AND_COMMUNITIES,
    Meant.VILLAGES: sets.VILLAGES,
    Meant.COMMUNITIES: sets.COMMUNITIES,
    Meant.UNITS: sets.UNITS,
    Meant.BRANCHES: sets.BRANCHES,
    Meant.GRADED: sets.GRADED,
    Meant.MASS: sets.MASS,
    Meant.ASSOCIATIONS: sets.ASSOCIATIONS,
    Meant.ADOPTING_UNITS: listed(ListName.ADOPTING_UNIT),
    Meant.PILOT_BRANCHES: listed(ListName.PILOT_BRANCH),
}


class Items:
    """The items of some checklists, whoever they are asked of.  One query when it is made."""

    def __init__(self, checklists: Iterable[str]) -> None:
        self._lists: dict[tuple[str, int], list[ItemList]] = {}
        for one in ItemList.objects.counted().filter(checklist__in=set(checklists)).order_by("start", "pk"):
            self._lists.setdefault((one.checklist, one.organisation_id), []).append(one)

    def asked(self, checklist: str, path: str, on: date) -> tuple[str, ...]:
        """The items asked on the day of the organisation at `path`: those of the nearest organisation that has some."""
        for owner in reversed(ids_on(path)):
            begun = [one for one in self._lists.get((checklist, owner), ()) if one.start <= on]
            if begun:
                return begun[-1].names
        return STATED.get(checklist, ())
