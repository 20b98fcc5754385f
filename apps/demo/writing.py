"""Writing invented organisations, classes and activities, set-based."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.activities.models import Activity, Host
from apps.demo.activities import PlannedActivity
from apps.demo.organisations import Planned
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.organisations.services import place_organisations
from apps.organisations.tree import Link

Made = Mapping[str, Organisation]


def write_organisations(plan: Sequence[Planned]) -> dict[str, Organisation]:
    """Organisations by code, each below its parent since it was opened; parents may stand in the database already."""
    Organisation.objects.bulk_create(
        (Organisation(code=planned.code, **planned.details) for planned in plan), batch_size=1000
    )
    codes = {planned.code for planned in plan} | {planned.parent for planned in plan if planned.parent}
    made = {organisation.code: organisation for organisation in Organisation.objects.filter(code__in=codes)}
    place_organisations(
        {
            made[planned.code].pk: [
                Link(made[planned.parent].pk if planned.parent else None, planned.details["opened"])
            ]
            for planned in plan
        }
    )
    return made


def write_classes(rows: Mapping[str, dict[str, Any]], made: Made, year: int) -> None:
    Grading.objects.bulk_create(
        (Grading(organisation=made[code], year=year, **row) for code, row in sorted(rows.items()) if code in made),
        batch_size=1000,
    )


def write_activities(held: Sequence[PlannedActivity], made: Made, prefix: str) -> None:
    """Activities with their hosts, numbered in the order given: ``prefix-00001``."""
    rows = Activity.objects.bulk_create(
        (
            Activity(
                number=f"{prefix}-{at:05}",
                date=it.date,
                type=it.type,
                topic=it.topic,
                due=it.due,
                present=it.present,
                hours=it.hours,
            )
            for at, it in enumerate(held, start=1)
        ),
        batch_size=1000,
    )
    Host.objects.bulk_create(
        (Host(activity=row, organisation=made[code]) for row, it in zip(rows, held, strict=True) for code in it.hosts),
        batch_size=1000,
    )
