"""The roll: the register of members."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.accounts.models import User
from apps.core.batches import batches
from apps.core.calendar import today
from apps.members.categories_column import CategoriesColumn, categories_of, write_categories
from apps.members.fields import MonthColumn
from apps.members.models import Member, Membership
from apps.members.models.member import EDUCATION_WORDS, SEX_WORDS, STANDING_WORDS, MemberStanding
from apps.members.people import NAME, WITH_MEMBERS, OfMembers
from apps.members.register.memberships import registered_within, to_register
from apps.members.roll import settle
from apps.members.roll_comparison import MembersComparison
from apps.organisations.kinds import PARTY_KINDS, Role
from apps.organisations.models import Organisation
from apps.organisations.recorded import RecordQuerySet
from apps.registers.lines import Line
from apps.registers.links import LinkState
from apps.registers.measures import Period
from apps.registers.registry import declare
from apps.workbooks.columns import CodeColumn, Column
from apps.workbooks.keyed_register import Change, records_write
from apps.workbooks.register import Changes

ON_ROLL = LinkState("on_roll", pgettext_lazy("member", "on the roll"), "green")
LEFT = LinkState("left", pgettext_lazy("member", "left"), "secondary")

TO_REGISTER = LinkState("to_register", gettext_lazy("not registered within three years"), "yellow")


@declare
class Members(OfMembers):
    name = "members"
    record_name = "member"
    title = gettext_lazy("Members")
    record_title = gettext_lazy("Member")
    explained = gettext_lazy("Who belongs to which branch; opening a member’s page is noted in the audit log")
    icon = "user-heart"
    sheet = "党员"
    model = Member
    titled = "name"
    detail_template = "members/member.html"
    comparison = MembersComparison
    fields: ClassVar[Mapping[str, str]] = {}
    states = (ON_ROLL, LEFT, TO_REGISTER)
    beside = ((gettext_lazy("Members in numbers"), "members:statistics"),)
    roles = {**OfMembers.roles, "transfer": frozenset({Role.STAFF}), "count": WITH_MEMBERS | {Role.VIEWER}}
    further_acts = {**OfMembers.further_acts, "transferred": pgettext_lazy("act", "transferred")}
    lines: ClassVar[Any] = (
        Line("code", "编号", key=True, listed=True, searched=True, made=CodeColumn, width=14),
        Line("name", "姓名", listed=True, searched=True, restricted=NAME, width=12),
        Line("organisation", "组织编码", listed=True, named="组织名称"),
        Line("sex", "性别", listed=True, filtered=True, words=SEX_WORDS, width=8),
        Line("ethnic_group", "民族", width=10),
        Line("education", "学历", filtered=True, words=EDUCATION_WORDS, width=14),
        Line("born", "出生年月", made=MonthColumn, restricted="members.Member.born", width=12),
        Line("standing", "党员类别", listed=True, filtered=True, words=STANDING_WORDS, width=10),
        Line("joined_on", "入党日期", listed=True),
        Line("full_on", "转正日期"),
        Line("post", "党内职务", listed=True),
        Line("left_on", ""),
        Line("left_how", "", filtered=True),
        Line("left_note", ""),
    )

    def columns_now(self) -> Sequence[Column]:
        masked = "members.Member.categories"
        return (*super().columns_now(), CategoriesColumn("分类", "categories", restricted=masked, width=20))

    @property
    def yearly(self) -> bool:
        return False

    @property
    def decided(self) -> frozenset[str]:
        """That somebody leaves the roll the township enters."""
        return frozenset({"left_on", "left_how", "left_note"})

    def form_lines(self, record: Any) -> Iterator[Line]:
        """A new member has not left; a number stays what it is."""
        hidden = self.decided if record is None else {"code"}
        return (line for line in self.all_lines if line.name not in hidden)

    def right_to_change(self, record: Any) -> str:
        return "decide" if record.left_on else "record"

    def in_year(self, year: int) -> Q:
        """Who was on the roll on a day of the year."""
        return (Q(joined_on__isnull=True) | Q(joined_on__lte=date(year, 12, 31))) & ~Q(left_on__lt=date(year, 1, 1))

    def in_state(self, code: str) -> Q:
        """Whoever is not registered is on the roll as well, and is listed by the filter alone."""
        if code == TO_REGISTER.code:
            due = Membership.objects.counted().filter(to_register(Period(today(), today())))
            return Q(code__in=due.values("member")) & ~Q(code__in=registered_within(today()))
        has_left = Q(left_on__lte=today())
        return has_left if code == LEFT.code else ~has_left

    def state_of(self, record: Any) -> Any:
        return LEFT if record.left_on and record.left_on <= today() else ON_ROLL

    def title_of(self, record: Any) -> str:
        return str(record.name)

    def subject(self, record: Any) -> str:
        return f"{record.organisation.code} {record.code}"

    def records(self) -> RecordQuerySet:
        rows: RecordQuerySet = super(OfMembers, self).records()
        return rows.order_by("organisation__code", "code")

    @property
    def searched(self) -> Sequence[str]:
        return ["code", "name"]

    def rows_of(self, records: Any) -> Iterator[Sequence[Any]]:
        """With the categories of today behind the fields of each member."""
        columns = self.columns
        lookups = [f"{it.of}__name" if hasattr(it, "of") else self._lookup(it) for it in columns[:-1]]
        rows = records.order_by("code").values_list("code", *lookups).iterator(chunk_size=2000)
        for some in batches(rows):
            said = categories_of({code for code, *_row in some}, today())
            for code, *row in some:
                yield (*(None if value == "" else value for value in row), said.get(code))

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        """The roll as it stands; who has left is found in the list."""
        del year
        there = self.records().counted().of(Organisation.objects.below_paths(paths))
        return self.rows_of(there.filter(self.in_state(ON_ROLL.code)))

    def likely_same(self, record: Any) -> RecordQuerySet:
        """Others of the same name at the same place."""
        rows: RecordQuerySet = self.records().counted().filter(name=record.name, organisation=record.organisation)
        return rows.exclude(pk=record.pk)

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        del records
        yield from ()

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        for earlier, later in (("joined_on", "full_on"), ("joined_on", "left_on")):
            first, second = getattr(record, earlier), getattr(record, later)
            if second and second > on:
                found[later] = _("This day has not come yet.")
            elif first and second and second < first:
                found[later] = _("Before the day of joining, which was %(day)s.") % {"day": first.isoformat()}
        if record.standing == MemberStanding.PROBATIONARY and record.full_on and record.full_on <= on:
            found["standing"] = _("Probationary, and a full member since a day that has come: one of both is wrong.")
        if record.born and record.born > f"{on:%Y-%m}":
            found["born"] = _("This month has not come yet.")
        if bool(record.left_on) != bool(record.left_how):
            found["left_how" if record.left_on else "left_on"] = _("Enter both: the day and why.")
        if record.organisation_id and record.organisation.kind not in PARTY_KINDS:
            found["organisation"] = _("Members belong to organisations of the Party.")
        return found

    def written(self, records: Sequence[Any]) -> None:
        settle(records)

    def write(self, changes: Changes[Change[Any]], by: User | None) -> None:
        """The members, and of which categories they are from today on."""
        fields = [name for name in self.facts.values() if name != "categories"]
        records_write(model=Member, fields=fields, changes=changes, by=by)
        members = [it.record for it in (*changes.created, *changes.updated)]
        self.written(members)
        write_categories([(it, it.categories) for it in members], by)
