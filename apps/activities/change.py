"""One row of a workbook of activities that is going to be written."""

from dataclasses import dataclass, field
from typing import Any

from apps.activities.models import Activity
from apps.activities.services import activity_facts
from apps.audit.changes import because, difference, filled
from apps.audit.services import Act
from apps.closing.standing import Place


@dataclass(slots=True)
class Change:
    """An activity that is going to be written, its hosts (id by code), and its facts before (None: a new one)."""

    activity: Activity
    hosts: dict[str, int]
    before: dict[str, Any] | None = None
    #: Where and when it was held, as it was and as it will be.
    places: set[Place] = field(default_factory=set)

    def act(self, reason: str) -> Act:
        after = activity_facts(self.activity, self.hosts)
        host, number = min(self.hosts), self.activity.number
        why = because(reason)
        if self.before is None:
            return Act("activity.recorded", number, host, after=filled(after) | why)
        was, became = difference(self.before, after)
        return Act("activity.updated", number, host, before=was, after=became | why)
