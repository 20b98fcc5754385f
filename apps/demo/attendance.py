"""Who came in the demonstration township: members to the meetings of some branches, secretaries to their courses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from apps.activities.types import ActivityType
from apps.demo.activities import PlannedActivity
from apps.demo.planned import PlannedRecord
from apps.posts.models import Post

#: Villages whose secretary was trained by nobody yet.
_UNTRAINED = frozenset({"V14", "V33"})
#: How many branches tick who comes to their meetings.
_TICKING = 8
_HOURS = 4000


def courses(settlements: Sequence[str], year: int) -> Iterator[PlannedActivity]:
    """Every secretary the year before; in the year in two terms, and two not yet."""
    half = len(settlements) // 2
    terms = (
        (date(year - 1, 6, 9), settlements),
        (date(year, 6, 8), [it for it in settlements[:half] if it not in _UNTRAINED]),
        (date(year, 6, 22), [it for it in settlements[half:] if it not in _UNTRAINED]),
    )
    for day, codes in terms:
        posts = tuple((code, str(Post.SECRETARY)) for code in codes)
        course = PlannedActivity(day, ActivityType.TRAINING, "村（社区）书记集中培训", ("T01",), len(codes), len(codes))
        yield replace(course, hours=_HOURS, posts=posts)


def ticked(held: Sequence[PlannedActivity], roll: Sequence[PlannedRecord], random: Random) -> Iterator[PlannedActivity]:
    """The activities; at the members' meetings of some branches those ticked of whom the roll has on the day."""
    there: dict[str, list[PlannedRecord]] = defaultdict(list)
    for one in roll:
        if one.register == "memberships":
            there[one.organisation].append(one)
    branches = sorted(code for code in there if code.startswith("V"))[:_TICKING]
    for it in held:
        if it.type != ActivityType.MEMBERS_MEETING or it.hosts[0] not in branches:
            yield it
            continue
        due = [one.fields["member_id"] for one in there[it.hosts[0]] if _is_on(one.fields, it.date)]
        came = random.sample(due, max(1, len(due) * random.randint(60, 75) // 100)) if due else []
        yield replace(it, due=len(due), present=len(came), members=tuple(sorted(came))) if came else it


def _is_on(membership: Mapping[str, date], day: date) -> bool:
    return membership["start"] <= day < membership.get("end", date.max)
