import pytest
from django.utils import timezone

from apps.audit.models import Entry
from apps.audit.moment import mark
from apps.audit.services import Act, record


def entry(pk: int) -> Entry:
    return Entry(pk=pk, at=timezone.now(), action="organisation.updated", seal="0" * 64)


@pytest.mark.usefixtures("db")
def test_every_act_changes_the_mark_and_looking_does_not() -> None:
    nothing = mark()
    assert mark() == nothing
    record(Act("organisation.updated", "V01"), by=None)
    once = mark()
    record(Act("organisation.updated", "V01"), by=None)
    assert len({nothing, once, mark()}) == 3


@pytest.mark.usefixtures("db")
def test_an_act_that_ends_after_a_younger_one_changes_the_mark_too() -> None:
    Entry.objects.bulk_create([entry(10), entry(12)])
    before = mark()
    Entry.objects.bulk_create([entry(11)])
    assert mark() != before
