"""The register of memberships: who belonged where, from when to when (组织关系接转)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.activities.rules import EARLIEST
from apps.core.calendar import months_after
from apps.members.courses import completed, entered, theirs, ticked
from apps.members.models import Appraisal, Member, MemberCommitment, Membership, Registration
from apps.members.models.member import MemberStanding
from apps.members.models.registration import RegistrationOutcome
from apps.members.models.training import CourseType
from apps.members.people import WITH_MEMBERS, OfMembers, member_line
from apps.members.roll import follow
from apps.organisations.hints import FULL_MEMBERS, MEMBERS, counted
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Condition, Period, Settled, SettledAmong, Way, lasting
from apps.registers.registry import declare
from apps.workbooks.keyed_register import Change
from apps.workbooks.register import Changes

#: So many years apart members are registered in pilot branches.
EVERY = 3


def on_roll(period: Period) -> Q:
    """Belongs somewhere on the day, and was not withdrawn."""
    return lasting(period) & ~Q(member__in=Member.objects.filter(withdrawn_at__isnull=False).values("code"))


def bound(period: Period) -> Q:
    """On the roll, and not exempted from a commitment in the year, as few are."""
    exempted = MemberCommitment.objects.counted().filter(exempt=True, made_on__range=period)
    return on_roll(period) & ~Q(member__in=exempted.values("member"))


def committed(period: Period) -> Q:
    """Has a commitment that was published in the year."""
    published = MemberCommitment.objects.counted().filter(exempt=False, published_on__range=period)
    return theirs(published)


def commitments_are_kept(period: Period) -> Q:
    return Q(Exists(MemberCommitment.objects.counted().filter(made_on__lte=period.as_of)))


def appraised(period: Period) -> Q:
    """Took part in an appraisal in the year."""
    return theirs(Appraisal.objects.counted().filter(date__range=period))


def appraisals_are_kept(period: Period) -> Q:
    return Q(Exists(Appraisal.objects.counted().filter(date__lte=period.as_of)))


def new_members(period: Period) -> Q:
    """On the roll, and a member since the year."""
    return on_roll(period) & Q(member__joined_on__range=period)


def trainings_are_kept(period: Period) -> Q:
    until = Period(EARLIEST, period.as_of)
    return Q(Exists(entered(until))) | Q(Exists(ticked(until)))


def trained(*types: CourseType) -> Condition:
    """The member completed such a course in the year."""

    def condition(period: Period) -> Q:
        return completed(period, types)

    return condition


#: Who was trained (M055 M110 M141): whom it is about, and the courses that count.
TRAINED = (
    ("M055", on_roll, trained(CourseType.CONGRESS)),
    ("M110", on_roll, trained(CourseType.ROTATION, CourseType.WINTER)),
    ("M141", new_members, trained(CourseType.PARTY_SPIRIT, CourseType.NEW_MEMBERS)),
)


def to_register(period: Period) -> Q:
    """On the roll, and in the Party for so long that a registration is due (M114)."""
    lately = Member.objects.filter(joined_on__gt=_since(period.as_of), code=OuterRef("member"))
    return on_roll(period) & ~Q(Exists(lately))


def registered(period: Period) -> Q:
    """Was registered within the years before the day."""
    return theirs(registered_within(period.as_of))


def registered_within(day: date) -> Any:
    """The numbers of those who were registered in the years that end on a day, as a subquery."""
    rows = Registration.objects.counted().filter(outcome=RegistrationOutcome.REGISTERED)
    return rows.filter(date__gt=_since(day), date__lte=day).values("member")


def _since(day: date) -> date:
    return months_after(day, -12 * EVERY)


def members_of(organisation: Organisation, path: str, on: date) -> Mapping[str, int]:
    """How many members, and full ones, it has with all below it; nothing where none is entered.  One query."""
    del organisation
    within = Organisation.objects.at_or_below(path, on).order_by().values("pk")
    those = Membership.objects.counted().filter(on_roll(Period(on, on)), organisation__in=within)
    full = Count("pk", filter=Q(member__standing=MemberStanding.FULL))
    found = those.aggregate(members=Count("pk"), full=full)
    return {MEMBERS: found["members"], FULL_MEMBERS: found["full"]} if found["members"] else {}


counted(members_of, MEMBERS, FULL_MEMBERS)


@declare
class Memberships(OfMembers, LinkRegister):
    name = "memberships"
    record_name = "membership"
    title = gettext_lazy("Memberships")
    record_title = gettext_lazy("Membership")
    explained = gettext_lazy("Where members belong and belonged; a transfer ends one and begins the next")
    icon = "arrows-exchange"
    sheet = "组织关系"
    model = Membership
    titled = "note"
    one_at_a_time = ("member",)
    #: Whose organisation ends stays a member.
    outlives = True
    passes_first = True
    overlapping = gettext_lazy("The member belongs to an organisation at that time already.")
    gap = gettext_lazy("From %(start)s to %(end)s (not included) the member belonged nowhere.")
    open_gap = gettext_lazy("From %(start)s on the member belongs nowhere.")
    roles = {"view": WITH_MEMBERS, "record": frozenset({Role.STAFF})}
    lines: ClassVar[Any] = (
        member_line(),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("note", "接转依据", listed=True, searched=True, width=24),
    )
    measures: ClassVar[Any] = (
        Settled("M082", bound, settled=committed, known=commitments_are_kept),
        SettledAmong("M114", on_roll, settled=appraised, known=appraisals_are_kept),
        *(Settled(name, whom, settled=done, known=trainings_are_kept) for name, whom, done in TRAINED),
    )
    ways: ClassVar[Any] = (
        Way(
            "registered",
            gettext_lazy("members registered within three years of those whose turn it is"),
            SettledAmong,
            to_register,
            registered,
        ),
    )

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """One at a time; that a member belongs there follows from it."""
        return LinkRegister.conflicts(self, records)

    def ends(self, what: str) -> Sequence[str]:
        del what
        return (self.own,)

    def written(self, records: Sequence[Any]) -> None:
        follow(records)

    def write(self, changes: Changes[Change[Any]], by: User | None) -> None:
        LinkRegister.write(self, changes, by)
