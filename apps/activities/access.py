"""Fetch an activity and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.selectors import may_change, visible_activities
from apps.organisations.access import require


def activity_for(user: User, action: str, number: str) -> Activity:
    """The activity for `action` (`activity.view` or `activity.record`).

    404 where `user` sees none of its hosts; 403 for `activity.record` where they may not record for every host,
    and where it is withdrawn.
    """
    require(user, action)
    activity: Activity | None = (
        visible_activities(user)
        .filter(number=number)
        .select_related("recorded_by", "changed_by", "withdrawn_by")
        .first()
    )
    if activity is None:
        raise Http404
    if action != "activity.view" and not may_change(user, activity):
        raise PermissionDenied
    return activity
