"""The register of posts and who holds them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.core.amount import plain
from apps.posts.courses import completed, completed_by, courses_of
from apps.posts.models import HOLDER_WORDS, POST_WORDS, THREE_POSTS, WAY_WORDS, Appointment, Post, PostRule, Way
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Coverage, Covered, Glance, Period, Settled, lasting
from apps.registers.register import KEPT_BY_STAFF
from apps.registers.registry import declare


def trained(period: Period) -> Q:
    """Holds the post and completed a training in the year."""
    return lasting(period) & completed(period)


def new(period: Period) -> Q:
    """Came into the post in the year, whether still there or not; who went on in a reorganisation did before."""
    return Q(start__range=period) & ~Q(way=Way.PASSED_ON)


def trained_by_now(period: Period) -> Q:
    return completed_by(period.as_of)


def talked_to(period: Period) -> Q:
    return Q(talked_on__lte=period.as_of)


@declare
class Posts(LinkRegister):
    name = "posts"
    record_name = "appointment"
    title = gettext_lazy("Posts")
    record_title = gettext_lazy("Appointment")
    explained = gettext_lazy("Who holds which post from when to when, trained when, talked to when")
    icon = "id-badge-2"
    sheet = "任职"
    model = Appointment
    titled = "person"
    beside = ((gettext_lazy("Vacancies and elections due"), "posts:seats"),)
    one_at_a_time = ("organisation", "post")
    overlapping = gettext_lazy("Somebody else holds this post at that time: end that first.")
    gap = gettext_lazy("From %(start)s to %(end)s (not included) the post was vacant.")
    open_gap = gettext_lazy("From %(start)s on the post is vacant.")
    glance = Glance(lasting, lines=("post", "start", "term_ends"))
    lines: ClassVar[Any] = (
        Line("post", "职务", key=True, listed=True, filtered=True, words=POST_WORDS, width=18),
        Line("person", "姓名", key=True, listed=True, searched=True),
        Line("start", "任职日期", key=True, listed=True),
        Line("end", "离任日期", listed=True),
        Line("recommended_on", "推荐日期"),
        Line("assessed_on", "考察日期"),
        Line("way", "产生方式", words=WAY_WORDS),
        Line("term_ends", "任期届满", listed=True),
        Line("document_number", "文号", searched=True, width=20),
        Line("trained_on", "培训结业日期"),
        Line("training", "培训班次", width=24),
        Line("hours", "学时", width=8),
        Line("talked_on", "谈话日期"),
        Line("talked_by", "谈话人"),
    )
    kind = "post"
    measures: ClassVar[Any] = (
        Covered("M103", trained, (Post.SECRETARY,)),
        Settled("M022", lasting, (Post.LEAGUE,), settled=trained),
        Settled("M143", new, THREE_POSTS, settled=trained_by_now),
        Settled("M139", new, THREE_POSTS, settled=talked_to),
        Coverage("M075", lasting, (Post.SUPERVISION,)),
        Coverage("M164", lasting, (Post.SECRETARY,)),
    )

    def goes_on(self, record: Any) -> None:
        record.way = Way.PASSED_ON

    @property
    def decided(self) -> frozenset[str]:
        """Trainings and talks are held by the township: it enters them."""
        return frozenset({"trained_on", "training", "hours", "talked_on", "talked_by"})

    def right_to_change(self, record: Any) -> str:
        """Whose training or talk is entered, or ticked, stays who it was."""
        return "decide" if record.trained_on or record.talked_on or courses_of(record) else "record"

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """Of a holder: the courses at which they were ticked."""
        del user
        return [_said(it) for it in courses_of(record)] if record else ()

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        for name in ("trained_on", "talked_on"):
            if (day := getattr(record, name)) is not None and day > on:
                found[name] = _("This day has not come yet.")
        for name in ("recommended_on", "assessed_on"):
            if record.start and (day := getattr(record, name)) is not None and day > record.start:
                found[name] = _("After the day on which it began.")
        if record.talked_by and not record.talked_on:
            found["talked_on"] = _("Enter the day of the talk.")
        if record.term_ends and record.term_ends <= record.start:
            found["term_ends"] = _("Not after the day on which it began.")
        return found


def _said(course: Activity) -> str:
    said = {"day": course.date.isoformat(), "course": course.topic, "number": course.number}
    if course.hours is None:
        return _("Was at a course on %(day)s: %(course)s (%(number)s).") % said
    said["hours"] = plain(course.hours)
    return _("Was at a course on %(day)s: %(course)s (%(number)s), %(hours)s hours.") % said


@declare
class PostRules(LinkRegister):
    name = "post-rules"
    record_name = "post_rule"
    reported = False
    title = gettext_lazy("Rules about posts")
    record_title = gettext_lazy("Rule about posts")
    explained = gettext_lazy(
        "Which posts should be held, for how many years, and for how many days one may stand empty"
    )
    icon = "ruler-2"
    sheet = "职务规则"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = PostRule
    titled = "basis"
    one_at_a_time = ("organisation", "holders", "post")
    roles = KEPT_BY_STAFF
    settles = True
    lines: ClassVar[Any] = (
        Line("holders", "适用对象", key=True, listed=True, filtered=True, words=HOLDER_WORDS, width=16),
        Line("post", "职务", key=True, listed=True, filtered=True, words=POST_WORDS, width=18),
        Line("required", "应配", listed=True, width=8),
        Line("years", "任期年数", listed=True, width=10),
        Line("vacant_days", "空缺天数上限", listed=True, width=14),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期"),
        Line("basis", "依据", searched=True, width=36),
    )

    def title_of(self, record: Any) -> str:
        return str(record)
