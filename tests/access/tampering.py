"""What each form can name of others: written once for what is one's own, and once for what is the neighbour's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_DNS

from apps.accounts.models import User
from apps.checklists.grid import cell_key
from apps.commitments.models import Commitment
from apps.core.seen import as_seen
from apps.filings.models import Filing, FilingLine
from apps.gradings.models import Grading
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation, RoleAssignment
from apps.plans.models import Indicator
from apps.reorganisations.preview import preview_of
from apps.reorganisations.services import Decision, Way, organisation_reorganise
from tests.access.world import World
from tests.district_forms.books import SUMS
from tests.factories.township import PASSWORD

Fields = dict[str, Any]
ON, UNTIL = "2013-01-03", "2013-02-01"


@dataclass(frozen=True)
class Side:
    """One side of the fence: a committee with its village, the association that it leads and one that nobody leads.

    `person` holds `held` over the village; `successor` took another role over from them.
    """

    committee: str
    village: str
    association: str
    spare: str
    person: str
    held: int

    @property
    def successor(self) -> str:
        return f"successor-{self.village}"

    @property
    def line_ids(self) -> list[int]:
        lines = FilingLine.objects.filter(filing__organisation__code=self.village).order_by("pk")
        return list(lines.values_list("pk", flat=True))

    @property
    def staff_role(self) -> int:
        """What makes the staff of the committee what they are."""
        return int(RoleAssignment.objects.get(role=Role.STAFF, organisation__code=self.committee).pk)

    @property
    def filing(self) -> Filing:
        found: Filing = Filing.objects.get(organisation__code=self.village)
        return found

    @property
    def indicator(self) -> Indicator:
        found: Indicator = Indicator.objects.get(programme__plan__organisation__code=self.committee, code="F-FLOW")
        return found

    @property
    def grading(self) -> Grading:
        found: Grading = Grading.objects.get(organisation__code=self.village)
        return found


def sides(world: World) -> tuple[Side, Side]:
    """Ours and theirs."""
    mine, theirs = world.own[Role.STAFF], world.foreign
    return (
        Side("T01", "V01", "A01", "A02", mine.person, mine.held),
        Side("X01", "X01-1", "XA01", "XA02", theirs.person, theirs.held),
    )


@dataclass(frozen=True)
class Form:
    """A form that names up to two things: `fields(one, other)` takes each of them from a side.

    `prepare` makes on both sides what the form needs to be taken; `writes` is False where it only shows something.
    """

    fields: Callable[[Side, Side], Fields]
    prepare: Callable[[], object] = lambda: None
    writes: bool = True

    def proper(self, mine: Side) -> Fields:
        """What somebody sends who names only what is their own."""
        return self.fields(mine, mine)

    def tampered(self, mine: Side, theirs: Side) -> Iterator[Fields]:
        """What somebody sends who puts the neighbour's in the one place, in the other, or in both."""
        known = [self.proper(mine)]
        for one, other in ((theirs, mine), (mine, theirs), (theirs, theirs)):
            if (fields := self.fields(one, other)) not in known:
                known.append(fields)
                yield fields


def handed_in() -> None:
    Filing.objects.update(state="submitted", first_submitted_on=ON)


def filled_in() -> None:
    FilingLine.objects.update(numerator=100, denominator=100)


def drafted() -> None:
    Grading.objects.update(end_class="advanced")


def never_signed_in() -> None:
    User.objects.filter(username__startswith="former-").update(must_change_password=True)


def activity(one: Side, _other: Side) -> Fields:
    what = {"type": "members_meeting", "date": "2012-12-02", "topic": "另一次", "version": "1"}
    return {"hosts": [one.village], **what}


def commitment(one: Side, _other: Side) -> Fields:
    return {"organisation": one.village, "text": "另一份承诺", "made_on": "2012-12-02", "version": "1"}


def published(one: Side, _other: Side) -> Fields:
    record = Commitment.objects.get(organisation__code=one.village)
    return {"step": "published", "record": str(record.pk), "seen": as_seen(record).seal, "on": "2012-12-05"}


def inspected(one: Side, _other: Side) -> Fields:
    village = Organisation.objects.get(code=one.village).pk
    return {f"met-{cell_key(village, '党员队伍好')}": "×", "shown": "{}"}


def figures(one: Side, _other: Side) -> Fields:
    typed = {f"{part}{pk}": "7" for pk in one.line_ids for part in "nd"}
    return {"version": "1", "page": "p", "go": "check", **typed}


def classes(one: Side, other: Side) -> Fields:
    seal = as_seen(one.grading).seal
    asked = {
        "grading": str(one.grading.pk),
        "seen": seal,
        "organisation": other.committee,
        "year": "2012",
        "asked": "1",
    }
    return {**asked, "confirmed_on": "2012-12-31", "document_number": "1"}


def move(one: Side, _other: Side) -> Fields:
    version = Organisation.objects.get(code="V01").version
    return {"parent": one.association, "on": ON, "version": version, "step": "confirm"}


def merge(one: Side, _other: Side) -> Fields:
    giver, heir = (Organisation.objects.get(code=code) for code in ("V01", one.spare))
    decision = Decision(Way.MERGE, date.fromisoformat(ON), "1", "区划调整", heir)
    act = partial(organisation_reorganise, organisation=giver, decision=decision, by=None)
    decided = {"way": "merge", "heir": one.spare, "on": ON, "approval_number": "1", "reason": "区划调整"}
    seen = preview_of(giver, decision.on, act).outcome.seal
    return {**decided, "version": giver.version, "seen": seen, "step": "confirm"}


def handover(one: Side, other: Side) -> Fields:
    whom = {"who": "existing", "successor": other.successor}
    return {"posts": [str(one.held)], "on": "2013-01-04", "step": "confirm", **whom}


def cell_of_form(one: Side, **more: str) -> Fields:
    what = {"figure": "name:code", "part": "value", "spread": "one", "period": "day"}
    return {"sheet": SUMS, "organisation": one.village, **what, **more}


def target(one: Side, other: Side) -> Fields:
    return {f"target-{one.indicator.pk}-{Organisation.objects.get(code=other.village).pk}": "7"}


FORMS: dict[str, Form] = {
    "organisations:new": Form(
        lambda one, _: {"code": "N01", "name": "新", "kind": "branch", "sector": "village", "parent": one.committee}
    ),
    "organisations:move": Form(move),
    "reorganisations:reorganise": Form(merge),
    "plans:new": Form(
        lambda one, _: (
            {"organisation": str(Organisation.objects.get(code=one.committee).pk), "year": "2013"}
            | {"title": "意见", "minimum_level": "1", "filing_opens_day": "1", "filing_due_day": "5"}
        )
    ),
    "first_run:plan": Form(
        lambda one, _: (
            {"organisation": one.committee, "year": "2014", "source": "catalogue", "first_month": "1"}
            | {"filing_opens_day": "1", "filing_due_day": "5", "once": str(NAMESPACE_DNS)}
        )
    ),
    "plans:take_over": Form(lambda one, _: {"organisation": one.committee, "targets": "on"}),
    "plans:new_exemption": Form(
        lambda one, _: (
            {"organisations": [one.village]} | {"start": "2012-12-01", "reason": "整村搬迁", "approved_by": "党委会议"}
        )
    ),
    "plans:targets": Form(target),
    "activities:new": Form(activity),
    "activities:edit": Form(activity),
    "notices:new": Form(
        lambda one, _: {"to": [one.village], "title": "通知", "text": "请报送名单", "once": str(NAMESPACE_DNS)}
    ),
    "registers:new": Form(commitment),
    "registers:edit": Form(commitment),
    "attendance:tick": Form(lambda one, _: {"people": [f"W-{one.village}"], "version": "1"}),
    "members:transfer": Form(lambda one, _: {"to": one.committee, "on": "2012-12-20", "version": "1"}),
    "registers:batch": Form(published),
    "registers:batch_preview": Form(published, writes=False),
    "checklists:grid": Form(inspected),
    "filings:review": Form(lambda one, _: {"filing": f"{one.filing.pk}:{one.filing.version}"}, handed_in),
    "filings:extend_many": Form(
        lambda one, _: {
            "filing": f"{one.filing.pk}:{one.filing.version}",
            "until": "2013-01-31",
            "reason": "洪灾",
        }
    ),
    "filings:edit": Form(figures),
    "filings:autosave": Form(figures),
    "filings:check": Form(lambda one, _: {"version": "1"} | {f"words{pk}": "改" for pk in one.line_ids}, filled_in),
    "filings:return": Form(lambda one, _: {"version": "1"} | {f"words{pk}": "改" for pk in one.line_ids}, handed_in),
    "gradings:confirm": Form(classes, drafted),
    "gradings:effect": Form(classes, drafted, writes=False),
    "scores:draft": Form(lambda one, _: {"year": "2012", "chosen": f"{one.village}:general:1"}, writes=False),
    "district_forms:new_line": Form(lambda one, _: cell_of_form(one, cell="C7", once=str(NAMESPACE_DNS))),
    "district_forms:line": Form(lambda one, _: cell_of_form(one, cell="C6", version="1")),
    "reports:new": Form(lambda one, _: {"organisation": one.committee, "year": "2012", "as_of": "2012-12-31"}),
    "tokens:new": Form(
        lambda one, _: (
            {"name": "报表程序", "held": str(one.staff_role), "last_day": UNTIL}
            | {"password": PASSWORD, "once": str(NAMESPACE_DNS)}
        )
    ),
    "administration:account_new": Form(
        lambda one, _: {"username": "zhang", "name": "张三", "role": "clerk", "organisation": one.village, "start": ON}
    ),
    "administration:roles": Form(lambda one, _: {"role": "secretary", "organisation": one.village, "start": ON}),
    "administration:stand_in": Form(lambda one, _: {"user": one.successor, "start": ON, "end": UNTIL}),
    "administration:handover": Form(handover),
    "administration:first_passwords": Form(lambda one, _: {"accounts": [one.person]}, never_signed_in),
}
