"""Activities for tests: a members' meeting of one village unless said otherwise."""

from datetime import date
from typing import Any

from apps.activities.models import Activity
from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.organisations.models import Organisation


def activity(*hosts: Organisation, **details: Any) -> Activity:
    """A recorded activity of these hosts, without a person who recorded it."""
    usual: dict[str, Any] = {"date": date(2012, 3, 20), "type": ActivityType.MEMBERS_MEETING, "topic": "民主评议党员"}
    return activity_record(hosts=hosts, by=None, **(usual | details))
