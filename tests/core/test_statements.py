"""Questions whose SQL is written once: they answer as the ORM does, each time anew."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Exists, F, Func, OuterRef, QuerySet, TextField, Value
from pytest_django import DjangoAssertNumQueries

from apps.core.statements import Given, objects_of, rows_of, streamed_rows_of
from apps.organisations.models import Organisation, Placement
from tests.factories.township import Township

pytestmark = pytest.mark.django_db


def _placed(kind: str) -> "QuerySet[Placement]":
    leads = Exists(Placement.objects.filter(parent=OuterRef("organisation")))
    found: QuerySet[Placement] = Placement.objects.filter(organisation__kind=kind)
    return found.annotate(leads=leads, code=F("organisation__code")).order_by("path")


def test_objects_come_with_what_is_annotated_and_with_what_is_related(
    township: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    expected = list(_placed("branch").select_related("organisation"))
    with django_assert_num_queries(1):
        found = objects_of(Placement, _placed, "branch", related="organisation")
        assert [(it.organisation.name, it.organisation.opened) for it in found] == [
            (it.organisation.name, it.organisation.opened) for it in expected
        ]
    assert found
    for its, orms in zip(found, expected, strict=True):
        names = [field.attname for field in Placement._meta.concrete_fields]
        assert [getattr(its, it) for it in (*names, "leads", "code")] == [
            getattr(orms, it) for it in (*names, "leads", "code")
        ]


def test_objects_that_were_found_can_be_saved(township: Township) -> None:
    found = objects_of(Organisation, _of_kind, "branch")[0]
    found.name = "新名"
    found.save()
    assert Organisation.objects.get(pk=found.pk).name == "新名"


def test_the_next_question_sees_what_was_written_since(township: Township) -> None:
    before = rows_of(Organisation, _codes, "branch")
    Organisation.objects.filter(code=before[0][0]).update(closed=date(2020, 1, 1))
    after = rows_of(Organisation, _codes, "branch")
    assert (before[0][1], after[0][1]) == (None, date(2020, 1, 1))


def test_rows_come_one_by_one_as_they_come_all_at_once(township: Township) -> None:
    assert list(streamed_rows_of(Organisation, _codes, "branch")) == rows_of(Organisation, _codes, "branch")
    assert list(streamed_rows_of(Organisation, _none)) == []


def test_what_can_have_no_answer_is_not_asked(
    township: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert objects_of(Organisation, _none) == []
        assert rows_of(Organisation, _none) == []


def test_per_cent_signs_and_values_that_repeat_arrive_as_they_are(township: Township) -> None:
    assert rows_of(Organisation, _told_twice, "50%", "branch", "1%(p0)s") == [("50%", "50%", "%", 1, True, "1%(p0)s")]


def test_for_a_text_that_is_given_with_each_question_nothing_is_written_anew(township: Township) -> None:
    written = []

    def of_the_code(kind: str) -> "QuerySet[Organisation]":
        written.append(kind)
        return _of_kind(kind).filter(code=Given("code"))

    codes = ("V01", "V02", "1%(p0)s")
    found = [objects_of(Organisation, of_the_code, "branch", code=code) for code in codes]
    assert [[it.code for it in its] for its in found] == [["V01"], ["V02"], []]
    assert written == ["branch"]


def _of_kind(kind: str) -> "QuerySet[Organisation]":
    found: QuerySet[Organisation] = Organisation.objects.filter(kind=kind).order_by("code")
    return found


def _codes(kind: str) -> "QuerySet[Any]":
    found: QuerySet[Any] = _of_kind(kind).values_list("code", "closed")
    return found


def _told_twice(text: str, kind: str, other: str) -> "QuerySet[Any]":
    its = {"one": Value(text), "two": Value(text), "sign": Func(template="'%%%%'", output_field=TextField())}
    its |= {"number": Value(1), "holds": Value(True), "other": Value(other)}
    found: QuerySet[Any] = _of_kind(kind).annotate(**its).values_list(*its)[:1]
    return found


def _none() -> "QuerySet[Organisation]":
    found: QuerySet[Organisation] = Organisation.objects.filter(pk__in=[])
    return found
