"""What a measured indicator may be measured by without code: activities by their kind, and what registers offer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _

from apps.activities.types import ASKED_OF, REGULAR_TYPES, ActivityType, Carrier, PlaceCategory
from apps.registers.ways import choice_said, choices_by_register, way_of


class Counting(NamedTuple):
    """Activities of a type, those with a `value` in a `field` where one is named; `sums` is a field that is added up.

    Without it each activity is one.
    """

    type: ActivityType
    field: str = ""
    value: str = ""
    sums: str = ""

    def meets(self, facts: Mapping[str, Any]) -> bool:
        """Whether an activity of the type is one of those that are counted."""
        return not self.field or facts.get(self.field) == self.value


#: How many were held, or how much of something.
NUMBER_OF: Mapping[str, Counting] = {
    "M036": Counting(ActivityType.JOINT_MEETING),
    "M130": Counting(ActivityType.VOLUNTEER_SERVICE, sums="hours"),
    **{
        f"activities:number:{it}": Counting(it)
        for it in ActivityType
        if it not in (ActivityType.JOINT_MEETING, ActivityType.VOLUNTEER_SERVICE)
    },
    **{f"activities:carrier:{it}": Counting(ActivityType.PUBLICITY, "carrier", it) for it in Carrier},
    **{f"activities:taken_to:{it}": Counting(ActivityType.PUBLICITY, "taken_to", it) for it in PlaceCategory},
    **{f"activities:households:{it}": Counting(it, sums="households") for it in ASKED_OF["households"]},
}
#: Of the mass organisations those that were heard in the year (M037).
HEARD = "activities:heard:mass"
#: Of how many due how many were held; who owes them is said by the frequency rules.
HELD_OF_DUE: Mapping[str, tuple[str, ...]] = {
    "M015": (ActivityType.PUBLICITY,),
    "M016": (ActivityType.MASS_WORK_SESSION,),
    "M019": (ActivityType.LEAGUE_STUDY,),
    "M028": (ActivityType.YOUTH_SERVICE,),
    "M037": (ActivityType.HEARING,),
    "M074": (ActivityType.OBSERVED_MEETING,),
    "M076": (ActivityType.SUPERVISION_REPORT,),
    "M110": (ActivityType.WINTER_TRAINING,),
    "M111": (ActivityType.SPIRIT_ANALYSIS,),
    "M112": REGULAR_TYPES,
    "M127": (ActivityType.VISIT,),
    **{
        f"activities:due:{it}": (it,)
        for it in (
            ActivityType.THEME_DAY,
            ActivityType.ORGANISATION_LIFE,
            ActivityType.TRAINING,
            ActivityType.COMMITMENT,
            ActivityType.DELIBERATION,
        )
    },
}


def types_of(key: str) -> tuple[str, ...]:
    """The types of activities that decide what the key names; none where records of registers do."""
    if key == HEARD:
        return (ActivityType.HEARING,)
    return (NUMBER_OF[key].type,) if key in NUMBER_OF else HELD_OF_DUE.get(key, ())


def keys_for(facts: Mapping[str, Any]) -> list[str]:
    """What an activity with these facts decides."""
    type_ = facts["type"]
    numbers = [key for key, its in NUMBER_OF.items() if its.type == type_ and its.meets(facts)]
    return [*numbers, *(key for key in (*HELD_OF_DUE, HEARD) if type_ in types_of(key))]


def measurable() -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is to choose, in groups, each with its key and what people read of it."""
    of_activities = [(key, measure_said(key)) for key in (*NUMBER_OF, *HELD_OF_DUE, HEARD)]
    return [(_("Activities"), sorted(of_activities, key=lambda it: it[1])), *choices_by_register()]


def measure_said(key: str) -> str:
    """What people read of what the key chooses; empty for a key that nothing is known of."""
    if key in NUMBER_OF:
        return _said(_number_said(NUMBER_OF[key]), types_of(key))
    if key in HELD_OF_DUE:
        return _said(_("share held of those due by the frequency rules"), types_of(key))
    if key == HEARD:
        return _said(_("share of the mass organisations that were heard in the year"), types_of(key))
    return choice_said(key)


def measures_a_rate(key: str) -> bool | None:
    """Whether what the key chooses is a rate; None for a key that nothing is known of."""
    if key in HELD_OF_DUE or key in NUMBER_OF or key == HEARD:
        return key not in NUMBER_OF
    found = way_of(key)
    return found[1].is_rate if found else None


def _number_said(its: Counting) -> str:
    if its.sums:
        return _("hours in the year") if its.sums == "hours" else _("households reached in the year")
    if not its.field:
        return _("how many were held in the year")
    named = (Carrier if its.field == "carrier" else PlaceCategory)(its.value).label
    return _("how many were held in the year: %(what)s") % {"what": named}


def _said(how: str, kinds: tuple[str, ...]) -> str:
    names = "、".join(capfirst(str(ActivityType(it).label)) for it in kinds)
    return str(format_lazy("{}：{}", names, how))
