"""Writing the demonstration township into an empty portal."""

from datetime import date
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.services import account_create
from apps.activities.models import Activity, Host
from apps.audit.services import Act, record
from apps.demo.activities import activities
from apps.demo.classes import classes
from apps.demo.organisations import Planned, organisations, party_organisations
from apps.demo.people import Person, people
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.organisations.services import place_organisations, role_grant
from apps.organisations.tree import Link


@transaction.atomic
def demo_load(*, year: int, as_of: date, seed: int) -> list[Person]:
    """Load the demonstration township with what is known of `year` on `as_of`; same arguments, same data.

    Returns the people who can sign in.  Raises `ValidationError` where the portal already holds organisations.
    """
    if Organisation.objects.exists():
        raise ValidationError(_("This portal already holds organisations: the demonstration needs an empty one."))
    plan = organisations(year, Random(f"{seed} organisations"))  # noqa: S311 - demonstration data
    known = [_as_known(planned, as_of) for planned in plan if planned.details["opened"] <= as_of]
    made = _write_organisations(known)
    _write_classes(plan, made, year, as_of, seed)
    _write_activities(plan, made, year, as_of, seed)
    cast = people(Random(f"{seed} people"))  # noqa: S311
    _write_people(cast, made, min(date(year, 1, 1), as_of))
    after = {"year": year, "as_of": as_of.isoformat(), "seed": seed}
    record(Act("demo.loaded", target="T01", organisation_code="T01", after=after), by=None)
    return cast


def _as_known(planned: Planned, as_of: date) -> Planned:
    """Without a closing that had not happened yet."""
    closed = planned.details.get("closed")
    if closed is None or closed <= as_of:
        return planned
    open_ = {key: value for key, value in planned.details.items() if key not in _CLOSING}
    return Planned(planned.code, planned.parent, open_)


_CLOSING = frozenset({"closed", "closing", "approval_number"})


def _write_organisations(plan: list[Planned]) -> dict[str, Organisation]:
    Organisation.objects.bulk_create(Organisation(code=planned.code, **planned.details) for planned in plan)
    made = {organisation.code: organisation for organisation in Organisation.objects.all()}
    place_organisations(
        {
            made[planned.code].pk: [
                Link(made[planned.parent].pk if planned.parent else None, planned.details["opened"])
            ]
            for planned in plan
        }
    )
    return made


def _write_classes(plan: list[Planned], made: dict[str, Organisation], year: int, as_of: date, seed: int) -> None:
    rows = classes(party_organisations(plan), year, as_of, Random(f"{seed} classes"))  # noqa: S311
    Grading.objects.bulk_create(
        Grading(organisation=made[code], year=year, **row) for code, row in sorted(rows.items()) if code in made
    )


def _write_activities(plan: list[Planned], made: dict[str, Organisation], year: int, as_of: date, seed: int) -> None:
    every = activities(plan, year, Random(f"{seed} activities"))  # noqa: S311
    held = [it for it in every if it.date <= as_of]
    rows = Activity.objects.bulk_create(
        Activity(
            number=f"{year}-{at:05}",
            date=it.date,
            type=it.type,
            topic=it.topic,
            due=it.due,
            present=it.present,
            hours=it.hours,
        )
        for at, it in enumerate(held, start=1)
    )
    Host.objects.bulk_create(
        Host(activity=row, organisation=made[code]) for row, it in zip(rows, held, strict=True) for code in it.hosts
    )


def _write_people(cast: list[Person], made: dict[str, Organisation], since: date) -> None:
    for person in cast:
        user = account_create(
            username=person.username, name=person.name, password=person.password, is_demonstration=True, by=None
        )
        for code in person.over:
            role_grant(user=user, role=person.role, organisation=made[code], start=since, by=None)
