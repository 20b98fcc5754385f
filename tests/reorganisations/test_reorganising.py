"""A merger, a split and a dissolution: what is open has a living holder, facts and figures of before stay."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.audit.models import Entry
from apps.contacts.models import ContactPoint
from apps.core.seen import Changed
from apps.gradings.selectors.rates import rates_of
from apps.matters.models import Matter
from apps.members.models import MemberCategory, Membership
from apps.organisations.handing_over import Fate
from apps.organisations.kinds import Kind
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.tree_view import tree_on
from apps.plans.models import Target
from apps.plans.services import target_set
from apps.posts.models import Appointment
from apps.reorganisations.preview import preview_of
from apps.reorganisations.services import Decision, Newcomer, Way, organisation_reorganise
from apps.two_new.models import TwoNewUnit
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation
from tests.progress.cast import graded, indicator, plan_of
from tests.reorganisations.cast import DAY, LATER, MAY, appointed, figures, matter, merged, recorded, reorganised, split

pytestmark = pytest.mark.django_db
NUMBER, WHY = "清委发〔2012〕41号", "区划调整"


def _busy() -> Township:
    """A plan, and V02 with a bit of everything."""
    township = cast.township()
    plan_of(township)
    for code in ("V01", "V02"):
        graded(township[code], "general", "advanced")
    matter(township["V02"])
    matter(township["V02"], "补选委员", settled_on=date(2012, 4, 1), result="已办结")
    appointed(township["V02"], "李明")
    recorded("two-new-units", township["V02"], title="青禾", type="enterprise", coverage="none", start=date(2011, 1, 1))
    led = organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="", graded=False)
    leading_start(leader=township["V02"], led=led, start=date(2011, 1, 1), by=None)
    return township


BUSY = Kept(_busy)


@pytest.fixture
def busy(db: None) -> Township:
    return BUSY.given()


def tree(busy: Township, on: date) -> list[tuple[str, int, bool]]:
    return [(it.organisation.code, it.depth, it.exists) for it in tree_on(busy.people["staff"], on).nodes]


def spans(model: Any, *fields: str) -> list[tuple[Any, ...]]:
    rows = model.objects.filter(withdrawn_at__isnull=True).order_by("start", "pk")
    return list(rows.values_list(*fields, "start", "end"))


def test_what_is_open_goes_to_the_heir_and_what_is_done_stays(busy: Township) -> None:
    merged(busy["V02"], busy["V01"])
    began = date(2011, 1, 1)
    assert dict(Matter.objects.values_list("title", "organisation__code")) == {"硬化村道": "V01", "补选委员": "V02"}
    assert spans(Appointment, "organisation__code") == [("V02", began, DAY), ("V01", DAY, None)]
    assert spans(TwoNewUnit, "organisation__code") == [("V02", began, DAY), ("V01", DAY, None)]
    assert spans(LeadingLink, "leader__code") == [("V02", began, DAY), ("V01", DAY, None)]


def test_before_the_day_every_figure_and_the_tree_are_what_they_were(busy: Township) -> None:
    before, trees = figures(busy["T01"], MAY), tree(busy, MAY)
    assert before["V02"] != figures(busy["T01"], LATER)["V02"] or before["V02"]
    merged(busy["V02"], busy["V01"])
    assert figures(busy["T01"], MAY) == before
    assert tree(busy, MAY) == trees
    assert ("V02", 1, False) in tree(busy, DAY)


def test_whoever_is_merged_is_an_exit_and_no_upgrade(busy: Township) -> None:
    merged(busy["V02"], busy["V01"])
    rate = rates_of(busy["T01"], 2012, LATER)["general_upgrade"]  # type: ignore[index]
    assert (rate.ratio.numerator, rate.ratio.denominator, rate.exits) == (1, 1, ("V02",))
    assert (rate.original_cohort.numerator, rate.original_cohort.denominator) == (1, 2)
    assert Organisation.objects.get(code="V02").approval_number == NUMBER


def test_a_post_that_somebody_holds_there_already_ends(busy: Township) -> None:
    appointed(busy["V01"], "王芳")
    outcome = merged(busy["V02"], busy["V01"])
    (post,) = [it for it in outcome.goings if it.key.startswith("posts-")]
    assert (post.fate, bool(post.why)) == (Fate.ENDS, True)
    assert [end for *_rest, end in spans(Appointment)] == [DAY, None]


def test_targets_of_counts_are_added_up_and_nothing_of_the_whole_is_lost(busy: Township) -> None:
    count = indicator("MAS-02")
    for code, value in (("V01", 300), ("V02", 200), ("V03", 100)):
        target_set(indicator=count, organisation=busy[code], value=value, by=None)
    merged(busy["V02"], busy["V01"])
    assert dict(Target.objects.filter(indicator=count).values_list("organisation__code", "value")) == (
        {"V01": 500, "V03": 100}
    )


def test_after_a_dissolution_what_is_open_goes_up_and_what_lasts_ends(busy: Township) -> None:
    reorganised(busy["V02"], Way.DISSOLVE)
    assert Matter.objects.get(title="硬化村道").organisation.code == "T01"
    assert spans(LeadingLink, "leader__code") == [("V02", date(2011, 1, 1), DAY)]
    assert [code for code, *_days in spans(TwoNewUnit, "organisation__code")] == ["V02", "T01"]


def test_what_stood_below_stands_below_the_heir_from_that_day_on(busy: Township) -> None:
    merged(busy["V03"], busy["V01"])
    assert ("V03-1", 2, True) in tree(busy, DAY)
    assert [it.code for it in Organisation.objects.subtree_of(busy["V01"], MAY)] == ["V01"]
    assert {it.code for it in Organisation.objects.subtree_of(busy["V01"], DAY)} == {"V01", "V03-1", "V03-2"}


def test_a_branch_split_in_two_and_merged_back_has_everything_again(busy: Township) -> None:
    before = {it: figures(busy["T01"], it) for it in (MAY, LATER)}
    open_one, post = Matter.objects.get(title="硬化村道"), Appointment.objects.get()
    outcome = split(busy["V02"], "V09", chosen={f"matters-{open_one.pk}": "V09", f"posts-{post.pk}": "V09"})
    made = Organisation.objects.get(code="V09")
    assert (made.split_from, made.founding_number, outcome.heirs) == (busy["V02"], NUMBER, (made,))
    assert Matter.objects.get(pk=open_one.pk).organisation == made
    assert spans(LeadingLink, "leader__code") == [("V02", date(2011, 1, 1), None)]
    assert figures(busy["T01"], MAY) == before[MAY]
    merged(made, busy["V02"], on=date(2012, 9, 1))
    assert Matter.objects.get(pk=open_one.pk).organisation == busy["V02"]
    assert [code for code, *_days in spans(Appointment, "organisation__code")] == ["V02", "V09", "V02"]
    assert figures(busy["T01"], MAY) == before[MAY]
    assert figures(busy["T01"], LATER)[""] == before[LATER][""]


def test_split_into_two_new_ones_it_is_closed(busy: Township) -> None:
    split(busy["V03"], "V08", "V09", chosen={"below-V03-2": "V09"})
    assert Organisation.objects.get(code="V03").closed == DAY
    below = {
        it: [one.code for one in Organisation.objects.subtree_of(Organisation.objects.get(code=it), DAY)]
        for it in ("V08", "V09")
    }
    assert below == {"V08": ["V03-1", "V08"], "V09": ["V03-2", "V09"]}


def test_one_entry_of_the_log_names_everything_that_moved(busy: Township) -> None:
    merged(busy["V02"], busy["V01"])
    told = Entry.objects.get(action="organisation.merged").after
    assert (told["approval_number"], told["reason"], told["heirs"]) == (NUMBER, WHY, ["V01"])
    assert {key.partition("-")[0] for key, _to in told["moved"]} == {"leading", "matters", "posts", "target", "two"}


@pytest.mark.parametrize(
    ("decided", "field"),
    [
        ({"way": Way.MERGE}, "heir"),
        ({"way": Way.MERGE, "heir": "V02"}, "heir"),
        ({"way": Way.MERGE, "heir": "V09"}, "heir"),
        ({"way": Way.MERGE, "heir": "V01", "reason": " "}, "reason"),
        ({"way": Way.MERGE, "heir": "V01", "approval_number": ""}, "approval_number"),
        ({"way": Way.SPLIT}, "code_1"),
        ({"way": Way.SPLIT, "newcomers": [Newcomer("V01", "重")]}, "code_1"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(busy: Township, decided: dict[str, Any], field: str) -> None:
    organisation("V09", busy["T01"], opened=LATER)
    if heir := decided.get("heir"):
        decided = {**decided, "heir": Organisation.objects.get(code=heir)}
    decision = Decision(**{"on": DAY, "approval_number": NUMBER, "reason": WHY, **decided})
    with pytest.raises(ValidationError) as refused:
        organisation_reorganise(organisation=busy["V02"], decision=decision, by=None)
    assert set(refused.value.error_dict) == {field}


def test_nobody_is_merged_into_what_stands_below(busy: Township) -> None:
    with pytest.raises(ValidationError):
        merged(busy["V03"], busy["V03-1"])
    assert Organisation.objects.get(code="V03").closed is None


def test_a_preview_writes_nothing_and_only_what_it_showed_is_carried_out(busy: Township) -> None:
    decision = Decision(Way.MERGE, DAY, NUMBER, WHY, busy["V01"])
    entries = Entry.objects.count()
    shown = preview_of(
        busy["V02"], DAY, lambda: organisation_reorganise(organisation=busy["V02"], decision=decision, by=None)
    )
    assert (Entry.objects.count(), Organisation.objects.get(code="V02").closed) == (entries, None)
    general = next(it for it in shown.rates if it.exits)
    assert (general.before.split()[0], general.after.split()[0], general.exits) == ("0/2", "0/1", ("V02",))
    seal = shown.outcome.seal
    late = matter(busy["V02"], "后来的事")
    with pytest.raises(Changed):
        organisation_reorganise(organisation=busy["V02"], decision=decision, by=None, seen=seal)
    assert Organisation.objects.get(code="V02").closed is None
    assert late.organisation == busy["V02"]
    late.delete()
    organisation_reorganise(organisation=busy["V02"], decision=decision, by=None, seen=seal)
    assert Organisation.objects.get(code="V02").closed == DAY


def test_what_would_begin_later_begins_at_the_heir(busy: Township) -> None:
    recorded("contacts", busy["V02"], type="leader", partner="周正华", start=date(2012, 9, 1))
    merged(busy["V02"], busy["V01"])
    assert spans(ContactPoint, "organisation__code") == [("V01", date(2012, 9, 1), None)]


@pytest.mark.parametrize("way", [Way.MERGE, Way.DISSOLVE])
def test_members_go_along_with_what_is_noted_of_them(busy: Township, way: Way) -> None:
    member = recorded("members", busy["V02"], code="M2", name="李秀英", joined_on=date(2011, 1, 1), full_on=None)
    away = {"category": "mobile", "start": date(2011, 3, 1), "destination": "广东务工"}
    recorded("member-categories", busy["V02"], member=member, **away)
    heir = busy["V01"] if way == Way.MERGE else busy["T01"]
    reorganised(busy["V02"], way, heir=heir if way == Way.MERGE else None)
    for model in (Membership, MemberCategory):
        assert [code for code, _start, end in spans(model, "organisation__code") if end is None] == [heir.code]
    member.refresh_from_db()
    assert member.organisation == heir
