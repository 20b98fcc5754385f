"""The dated link, whatever its ends are: one at a time by several fields, some of them names."""

from datetime import date

import pytest

from apps.checklists.models import Listing
from apps.checklists.register import Listings
from apps.registers.register import RecordRegister
from tests.factories.township import Township

pytestmark = pytest.mark.django_db


class OneAtATime(Listings):
    """As a post is held: one at a time in an organisation for each value of another field."""

    one_at_a_time = ("organisation", "list")


def listing(township: Township, village: str, kind: str, start: int, end: int | None = None) -> Listing:
    days = {"start": date(start, 1, 1), "end": date(end, 1, 1) if end else None}
    return Listing(organisation=township[village], list=kind, **days)


def refused(register: RecordRegister, *records: Listing) -> list[tuple[int, str]]:
    return [(records.index(record), field) for record, field, _why in register.conflicts(records)]


def test_only_what_agrees_in_every_field_is_in_the_way(township: Township) -> None:
    listing(township, "V01", "pilot_branch", 2010, 2012).save()
    others = [listing(township, "V01", "adopting_unit", 2011), listing(township, "V02", "pilot_branch", 2011)]
    inside, before = (
        listing(township, "V01", "pilot_branch", 2011, 2012),
        listing(township, "V01", "pilot_branch", 2009),
    )
    assert refused(OneAtATime(), *others, listing(township, "V01", "pilot_branch", 2012)) == []
    assert refused(OneAtATime(), *others, inside) == [(2, "start")]
    assert refused(OneAtATime(), before) == [(0, "end")]
    assert refused(Listings(), inside) == []


def test_where_several_may_be_in_force_no_day_is_missing(township: Township) -> None:
    ended = listing(township, "V01", "pilot_branch", 2010, 2012)
    ended.save()
    assert Listings().remarks_on(ended) == []
    assert len(OneAtATime().remarks_on(ended)) == 1
