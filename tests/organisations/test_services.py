"""Writing organisations: details, places, closings, and what the audit log says of them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.audit.models import Entry
from apps.core.calendar import BEGINNING
from apps.core.versioning import StaleVersion
from apps.organisations.kinds import Closing, Kind
from apps.organisations.models import Organisation
from apps.organisations.services import (
    organisation_close,
    organisation_create,
    organisation_move,
    organisation_reopen,
    organisation_update,
)
from tests.factories.township import Township, organisation


def stands(it: Organisation) -> list[tuple[str | None, date, date | None]]:
    """Parent, from and to of every place of an organisation."""
    return list(it.placements.order_by("start").values_list("parent__code", "start", "end"))


def below(top: Organisation, on: date) -> set[str]:
    return set(Organisation.objects.subtree_of(top, on).values_list("code", flat=True))


def errors_of(refused: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return set(refused.value.message_dict)


def test_a_new_organisation_stands_below_its_parent_from_its_opening_day(township: Township) -> None:
    made = organisation("V04", township["T01"], opened=date(2012, 3, 1))
    assert stands(made) == [("T01", date(2012, 3, 1), None)]
    assert stands(organisation("V05", township["T01"])) == [("T01", BEGINNING, None)]


def test_a_creation_is_recorded_with_codes(township: Township) -> None:
    organisation_create(
        code="V04", name="新村党支部", kind=Kind.BRANCH, parent=township["T01"], by=township.people["staff"]
    )
    entry = Entry.objects.get(action="organisation.created", organisation_code="V04")
    assert entry.actor == township.people["staff"]
    assert entry.after["parent"] == "T01"
    assert entry.after["kind"] == "branch"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"code": "V01"}, "code"),
        ({"code": "V 9"}, "code"),
        ({"code": "-V9"}, "code"),
        ({"name": ""}, "name"),
        ({"kind": "party"}, "kind"),
        ({"kind": Kind.GROUP, "graded": True}, "graded"),
        ({"opened": date(2012, 2, 1), "closed": date(2012, 1, 1)}, "closed"),
        ({"closing": Closing.DISSOLVED}, "closed"),
        ({"closed": date(2012, 1, 1), "closing": Closing.MERGED}, "merged_into"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(township: Township, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        organisation_create(
            parent=township["T01"], by=None, **{"code": "V09", "name": "组织", "kind": Kind.BRANCH, **details}
        )
    assert errors_of(refused) == {field}
    assert not Organisation.objects.filter(code="V09").exists()


def test_an_update_records_what_was_and_what_is(township: Township) -> None:
    organisation_update(organisation=township["V01"], name="清水村党支部", by=township.people["staff"])
    entry = Entry.objects.get(action="organisation.updated")
    assert (entry.before, entry.after) == ({"name": "组织V01"}, {"name": "清水村党支部"})


def test_an_update_that_changes_nothing_records_nothing(township: Township) -> None:
    organisation_update(organisation=township["V01"], name="组织V01", by=None)
    assert not Entry.objects.filter(action="organisation.updated").exists()


def test_a_change_based_on_an_older_state_is_refused_with_what_stands_now(township: Township) -> None:
    seen = township["V01"].version
    organisation_update(organisation=township["V01"], name="甲", by=township.people["staff"])
    with pytest.raises(StaleVersion) as refused:
        organisation_update(organisation=township["V01"], version=seen, name="乙", by=None)
    current = refused.value.current
    assert isinstance(current, Organisation)
    assert (current.name, current.changed_by) == ("甲", township.people["staff"])
    with pytest.raises(StaleVersion):
        organisation_move(
            organisation=township["V01"], parent=township["V02"], on=date(2012, 1, 1), by=None, version=seen
        )
    with pytest.raises(StaleVersion):
        close(township["V01"], version=seen)
    now = current.version
    assert organisation_update(organisation=township["V01"], version=now, name="乙", by=None).name == "乙"


def test_a_new_opening_day_takes_the_first_place_and_what_stands_below_along(township: Township) -> None:
    organisation_update(organisation=township["V03"], opened=date(2012, 3, 1), by=None)
    assert stands(township["V03"]) == [("T01", date(2012, 3, 1), None)]
    assert below(township["V03"], date(2012, 3, 1)) == {"V03", "V03-1", "V03-2"}
    assert below(township["T01"], date(2012, 2, 29)) == {"T01", "V01", "V02"}
    organisation_update(organisation=township["V03"], opened=None, by=None)
    assert stands(township["V03"]) == [("T01", BEGINNING, None)]
    assert stands(township["V03-1"]) == [("V03", BEGINNING, None)]


def test_a_move_changes_the_tree_from_its_day_on_and_takes_all_below_along(township: Township) -> None:
    organisation_move(organisation=township["V03"], parent=township["V01"], on=date(2012, 7, 1), by=None)
    assert below(township["V01"], date(2012, 6, 30)) == {"V01"}
    assert below(township["V01"], date(2012, 7, 1)) == {"V01", "V03", "V03-1", "V03-2"}
    assert stands(township["V03-1"]) == [("V03", BEGINNING, date(2012, 7, 1)), ("V03", date(2012, 7, 1), None)]


def test_a_move_is_recorded_with_codes(township: Township) -> None:
    organisation_move(organisation=township["V02"], parent=township["V03"], on=date(2012, 7, 1), by=None)
    entry = Entry.objects.get(action="organisation.moved")
    assert (entry.organisation_code, entry.before, entry.after) == (
        "V02",
        {"parent": "T01"},
        {"parent": "V03", "from": "2012-07-01"},
    )


def test_a_move_replaces_one_that_was_planned_for_later(township: Township) -> None:
    organisation_move(organisation=township["V02"], parent=township["V03"], on=date(2012, 7, 1), by=None)
    organisation_move(organisation=township["V02"], parent=township["V01"], on=date(2012, 5, 1), by=None)
    assert stands(township["V02"]) == [("T01", BEGINNING, date(2012, 5, 1)), ("V01", date(2012, 5, 1), None)]


@pytest.mark.parametrize(
    ("moved", "parent", "on", "field"),
    [
        ("V03", "V03", date(2012, 1, 1), "parent"),
        ("V03", "V03-1", date(2012, 1, 1), "parent"),
        ("V03", "T01", date(2012, 1, 1), "parent"),
        ("T01", None, date(2012, 1, 1), "parent"),
        ("young", "V01", date(2012, 1, 1), "on"),
        ("V01", "young", date(2012, 1, 1), "on"),
        ("V01", "closed", date(2012, 2, 1), "parent"),
    ],
)
def test_an_impossible_move_is_refused_and_the_tree_stays(
    township: Township, moved: str, parent: str | None, on: date, field: str
) -> None:
    township.organisations["young"] = organisation("young", township["T01"], opened=date(2012, 6, 1))
    township.organisations["closed"] = organisation(
        "closed", township["T01"], closed=date(2012, 2, 1), closing=Closing.DISSOLVED
    )
    before = stands(township[moved])
    with pytest.raises(ValidationError) as refused:
        organisation_move(organisation=township[moved], parent=parent and township[parent], on=on, by=None)  # type: ignore[arg-type]
    assert errors_of(refused) == {field}
    assert stands(township[moved]) == before


def close(it: Organisation, **changes: Any) -> Organisation:
    ending: dict[str, Any] = {
        "on": date(2012, 8, 31),
        "closing": Closing.DISSOLVED,
        "merged_into": None,
        "approval_number": "〔2012〕41号",
    }
    return organisation_close(organisation=it, by=None, **(ending | changes))


def test_a_closed_organisation_keeps_its_place_and_no_longer_exists(township: Township) -> None:
    close(township["V02"])
    assert "V02" in below(township["T01"], date(2013, 1, 1))
    existing = Organisation.objects.existing(date(2012, 8, 31)).values_list("code", flat=True)
    assert "V02" not in existing
    assert "V02" in Organisation.objects.existing(date(2012, 8, 30)).values_list("code", flat=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"approval_number": ""}, "approval_number"),
        ({"closing": Closing.MERGED}, "merged_into"),
        ({"merged_into": "V01"}, "merged_into"),
        ({"closing": Closing.MERGED, "merged_into": "V02"}, "merged_into"),
    ],
)
def test_a_closing_that_is_not_whole_is_refused(township: Township, changes: dict[str, Any], field: str) -> None:
    if code := changes.get("merged_into"):
        changes = {**changes, "merged_into": township[code]}
    with pytest.raises(ValidationError) as refused:
        close(township["V02"], **changes)
    assert errors_of(refused) == {field}


def test_a_closing_can_be_corrected_and_taken_back(township: Township) -> None:
    close(township["V02"])
    corrected = close(township["V02"], closing=Closing.MERGED, merged_into=township["V01"])
    assert (corrected.closing, corrected.merged_into) == (Closing.MERGED, township["V01"])
    open_again = organisation_reopen(organisation=township["V02"], by=None)
    assert (open_again.closed, open_again.closing, open_again.merged_into) == (None, "", None)
    actions = ["organisation.closed", "organisation.closed", "organisation.reopened"]
    assert list(Entry.objects.filter(organisation_code="V02").order_by("id").values_list("action", flat=True))[-3:] == (
        actions
    )
    assert Entry.objects.filter(action="organisation.closed").latest("id").after["merged_into"] == "V01"
