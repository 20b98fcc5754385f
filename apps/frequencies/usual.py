"""The usual frequencies: the minima that the regulations state, all of them "in general" (一般).

They are code, like the usual public notice (`honours/notice.py`): every database has them without a row, one that is
already filled too, and a correction reaches all of them.  A rule of the township takes the place of the one here for
the same kind and the same organisations.  A theme day is often a members' meeting or a lecture as well, and an
activity has one kind: as long as that is so it would be asked for twice, so it is left to the township.  What the
documents call "regular" without a number has none here.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from apps.activities.types import ActivityType
from apps.frequencies.models import Condition, Per
from apps.plans.natures import Applies

#: 《中国共产党支部工作条例（试行）》 was issued.
REGULATION = date(2018, 10, 28)


class Rule(NamedTuple):
    """A frequency rule, of the township or a usual one."""

    type: str
    whom: str
    condition: str
    times: int
    per: str
    start: date | None = None
    end: date | None = None


_BRANCH = str(Applies.PARTY_BRANCH)

USUAL: Sequence[Rule] = (
    Rule(ActivityType.MEMBERS_MEETING, _BRANCH, "", 1, Per.QUARTER),
    Rule(ActivityType.COMMITTEE_MEETING, _BRANCH, Condition.COMMITTEE, 1, Per.MONTH),
    Rule(ActivityType.GROUP_MEETING, _BRANCH, Condition.GROUPS, 1, Per.MONTH),
    # Custom, not regulation: the township may say otherwise.
    Rule(ActivityType.PARTY_LECTURE, _BRANCH, "", 1, Per.QUARTER),
    Rule(ActivityType.ORGANISATION_LIFE, _BRANCH, "", 1, Per.YEAR, REGULATION),
)
