"""What was held, as measures: joint meetings (M036) and hours of volunteer service (M130)."""

from collections.abc import Iterator

from apps.activities.models import Activity, Host
from apps.activities.querysets import ActivityQuerySet, held_between
from apps.activities.types import ActivityType
from apps.measures.facts import Fact, Scope

TYPE_OF_MECHANISM = {"M036": ActivityType.JOINT_MEETING, "M130": ActivityType.VOLUNTEER_SERVICE}
_MECHANISM_OF_TYPE = {str(type_): mechanism for mechanism, type_ in TYPE_OF_MECHANISM.items()}
_PLACES = "organisation__placements__"


def held(scope: Scope) -> Iterator[Fact]:
    """One fact for each host of each activity from 1 January to the day that still counts.  One query, streamed.

    An activity with several hosts is one record.  Volunteer service counts its hours in hundredths; one without
    hours adds no fact: blank is not zero.
    """
    held_ones = held_between(scope.first_day, scope.as_of, "activity__")
    hosts = Host.objects.filter(scope.places(_PLACES), held_ones, activity__type__in=_MECHANISM_OF_TYPE).order_by()
    columns = ("activity__type", f"{_PLACES}path", "activity", "activity__hours")
    for type_, path, activity, hours in hosts.values_list(*columns).iterator():
        if type_ == ActivityType.JOINT_MEETING:
            yield Fact(_MECHANISM_OF_TYPE[type_], path, activity, 1)
        elif hours is not None:
            yield Fact(_MECHANISM_OF_TYPE[type_], path, activity, hours)


def behind(mechanism: str, scope: Scope) -> ActivityQuerySet:
    """The activities behind a measure, the newest first, each once."""
    hosts = Host.objects.filter(scope.places(_PLACES)).values("activity")
    found = Activity.objects.held(scope.first_day, scope.as_of).filter(type=TYPE_OF_MECHANISM[mechanism], pk__in=hosts)
    if TYPE_OF_MECHANISM[mechanism] == ActivityType.VOLUNTEER_SERVICE:
        found = found.filter(hours__isnull=False)
    newest_first: ActivityQuerySet = found.order_by("-date", "-pk")
    return newest_first
