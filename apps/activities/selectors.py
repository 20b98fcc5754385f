"""What the pages about activities show."""

import datetime
from collections.abc import Collection

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.querysets import ActivityQuerySet
from apps.core.ratio import Ratio
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet


def visible_activities(user: User) -> ActivityQuerySet:
    """Everything that `user` may see, withdrawn ones too, the newest first, hosts at hand.  One query for the scope."""
    return Activity.objects.visible_to(user, "activity.view").with_hosts()


def possible_hosts(user: User) -> OrganisationQuerySet:
    """The organisations for which `user` may record, closed ones too: an entry may come late.  Asks for the scope."""
    return Organisation.objects.visible_to(user, "activity.record").order_by("code")


def may_change(user: User, activity: Activity) -> bool:
    """Whether `user` may change or withdraw it: only who may record for every host.  At most two queries."""
    if activity.withdrawn_at is not None or not may(user, "activity.record"):
        return False
    within = Organisation.objects.visible_to(user, "activity.record")
    return Activity.objects.filter(pk=activity.pk).hosted_only_by(within).exists()


def similar_activities(
    hosts: Collection[Organisation], day: datetime.date, type_: str, apart_from: Activity | None = None
) -> list[Activity]:
    """What counts already with one of the same hosts, the same day and the same type.  Two queries."""
    same = Activity.objects.counted().filter(date=day, type=type_)
    same = same.filter(host_links__organisation__in=[host.pk for host in hosts]).distinct()
    return list(same.exclude(pk=apart_from.pk if apart_from else None).with_hosts())


def attendance(activity: Activity) -> str | None:
    """The share of those due who were present, in percent cut to one decimal; None where one of them is blank."""
    if activity.present is None or activity.due is None:
        return None
    return Ratio(activity.present, activity.due).percent
