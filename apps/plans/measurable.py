"""What a measured indicator may be measured by without code: activities by their kind, and what registers offer."""

from collections.abc import Mapping

from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _

from apps.activities.types import REGULAR_TYPES, ActivityType
from apps.registers.ways import choices_by_register, way_of

#: How many were held; of volunteer service its hours.
NUMBER_OF: Mapping[str, str] = {
    "M036": ActivityType.JOINT_MEETING,
    "M130": ActivityType.VOLUNTEER_SERVICE,
    **{
        f"activities:number:{it}": it
        for it in ActivityType
        if it not in (ActivityType.JOINT_MEETING, ActivityType.VOLUNTEER_SERVICE)
    },
}
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


def measurable() -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is to choose, in groups, each with its key and what people read of it."""
    numbers = [(key, _said(_number_said(kind), (kind,))) for key, kind in NUMBER_OF.items()]
    due = [
        (key, _said(_("share held of those due by the frequency rules"), kinds)) for key, kinds in HELD_OF_DUE.items()
    ]
    return [(_("Activities"), sorted(numbers + due, key=lambda it: it[1])), *choices_by_register()]


def measures_a_rate(key: str) -> bool | None:
    """Whether what the key chooses is a rate; None for a key that nothing is known of."""
    if key in HELD_OF_DUE or key in NUMBER_OF:
        return key in HELD_OF_DUE
    found = way_of(key)
    return found[1].is_rate if found else None


def _number_said(kind: str) -> str:
    return _("hours in the year") if kind == ActivityType.VOLUNTEER_SERVICE else _("how many were held in the year")


def _said(how: str, kinds: tuple[str, ...]) -> str:
    names = "、".join(capfirst(str(ActivityType(it).label)) for it in kinds)
    return str(format_lazy("{}：{}", names, how))
