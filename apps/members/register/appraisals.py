"""The register of the yearly appraisal of members, with their stars and the five leads (M085 M113 M114 M166)."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.calendar import valid_on
from apps.members.models import Appraisal, Member, Membership
from apps.members.models.appraisal import GRADE_WORDS, LEADS, STAR_WORDS, Grade
from apps.members.people import OfMembers, PeopleComparison, member_line
from apps.registers.lines import Line
from apps.registers.registry import declare


def excess(records: Sequence[Any]) -> dict[int, str]:
    """By place in `records`: what is to be said where a branch has more than a third excellent.  Two queries."""
    chosen = [(at, it) for at, it in enumerate(records) if it.grade == Grade.EXCELLENT and it.organisation_id]
    if not chosen:
        return {}
    where, years = {it.organisation_id for _at, it in chosen}, {it.year for _at, it in chosen}
    there = Appraisal.objects.counted().filter(organisation__in=where, year__in=years, grade=Grade.EXCELLENT)
    there = there.exclude(pk__in=[it.pk for it in records if it.pk])
    stored = Counter(there.values_list("organisation", "year"))
    wanted = Counter((it.organisation_id, it.year) for _at, it in chosen)
    latest = max(it.date for _at, it in chosen)
    rows = Membership.objects.counted().filter(valid_on(latest), organisation__in=where).order_by()
    members = dict(rows.values_list("organisation").annotate(Count("pk")))
    found = {}
    for at, it in chosen:
        key = (it.organisation_id, it.year)
        most, number = members.get(it.organisation_id, 0) // 3, stored[key] + wanted[key]
        if number > most:
            said = _("%(number)d excellent of %(members)d members: at most a third, %(most)d, should be.")
            found[at] = said % {"number": number, "members": members.get(it.organisation_id, 0), "most": most}
    return found


class AppraisalComparison(PeopleComparison):
    """Asks where too many are excellent."""

    def finish(self) -> None:
        super().finish()
        for at, sentence in excess([record for _row, record in self.drafts]).items():
            self.table.ask(self.drafts[at][0], "grade" if self.table.has("grade") else "member", sentence)


#: How the workbook calls the five leads.
LED = dict(zip(LEADS, ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气"), strict=True))


@declare
class Appraisals(OfMembers):
    name = "appraisals"
    record_name = "appraisal"
    title = gettext_lazy("Appraisal of members")
    record_title = gettext_lazy("Appraisal of a member")
    explained = gettext_lazy("Once a year: self, mutual, ballot, opinion of the branch")
    icon = "clipboard-check"
    sheet = "民主评议"
    model = Appraisal
    titled = "opinion"
    comparison = AppraisalComparison
    lines: ClassVar[Any] = (
        member_line(),
        Line("year", "年度", key=True, listed=True, filtered=False, width=8),
        Line("date", "评议日期", listed=True),
        Line("self_grade", "自评", words=GRADE_WORDS, width=10),
        Line("mutual_grade", "互评", words=GRADE_WORDS, width=10),
        Line("ballot_grade", "民主测评", words=GRADE_WORDS, width=10),
        Line("grade", "评定等次", listed=True, filtered=True, words=GRADE_WORDS, width=10),
        Line("stars", "星级", listed=True, filtered=True, words=STAR_WORDS, width=8),
        *(Line(name, heading, width=14) for name, heading in LED.items()),
        Line("opinion", "支部评定意见", searched=True, width=36),
    )

    def in_year(self, year: int) -> Q:
        return Q(year=year)

    def refused(self, record: Any, member: Member) -> tuple[str, str] | None:
        """Probationary members take part and get no grade."""
        full = member.full_on
        on_probation = full > record.date if full else member.standing == "probationary"
        if record.grade and on_probation:
            return "grade", _("A probationary member takes part and is not graded.")
        return None

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Besides: once a year."""
        yield from super().conflicts(records)
        codes = {it.member_id for it in records}
        rows = Appraisal.objects.counted().filter(member__in=codes, year__in={it.year for it in records})
        there = {(code, year): pk for code, year, pk in rows.values_list("member", "year", "pk")}
        for record in records:
            if there.get((record.member_id, record.year), record.pk) != record.pk:
                yield record, "year", _("The member was appraised for this year already.")

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.date and record.year and record.date.year not in (record.year, record.year + 1):
            found["date"] = _("An appraisal is held in its year, or in the one after it.")
        return found

    def entry_remarks(self, records: Sequence[Any], changed: Collection[str], by: User | None) -> list[list[str]]:
        del by
        said = excess(records) if "grade" in changed else {}
        return [[said[at]] if at in said else [] for at in range(len(records))]
